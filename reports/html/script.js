import { startCopying } from './script/copy.js';
import { startFolding } from './script/folds.js';
import { startLanguages } from './script/language.js';
import { startSaving } from './script/save.js';
import { startSieves } from './script/sieve.js';
import { startThemes } from './script/theme.js';

// What needs a script is shown by this class; without it the page is whole, only less handy.
document.documentElement.classList.add('js');
startLanguages();
startThemes();
startSieves();
startFolding();
startCopying();
startSaving();
