import { startCopying } from '../html/script/copy.js';
import { startLanguages } from '../html/script/language.js';
import { startThemes } from '../html/script/theme.js';
import { startFilters } from './script/filter.js';
import { startSorting } from './script/sort.js';

// Without a script the table is whole, in the order of the files.
document.documentElement.classList.add('js');
startLanguages();
startThemes();
startFilters();
startSorting();
startCopying();
