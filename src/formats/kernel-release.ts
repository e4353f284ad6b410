/**
 * A kernel's release (`uname -r`) wherever it stands: in a text, a path, the name of a file. Two numbers at least, and something behind them:
 * 6.12.60+deb13-amd64, 5.14.0-427.13.1.el9_4.x86_64, 6.6.87.2-microsoft-standard-WSL2.
 */
export const releaseInText = /(?<![\w.])\d{1,2}\.\d{1,3}(?:\.\d{1,3}){0,3}[-+~_.][\w.+~-]{1,100}/g;

/**
 * Words in it that follow a distribution's own numbering: el9_6, el9uek, oe2203sp4, an23, ky10, fc42, mga9, amzn2023, bpo12, WSL2. The names of
 * flavours are words of rules/tables/known-words.yml.
 */
export const isNumberedReleaseWord = (word: string): boolean => numbered.test(word);

const numbered =
  /^(?:el|oe|an|ky|fc|mga|amzn|tl|cl|uel|uos|alt|ol|lp|sle|omv|pclos|nfs|wsl|arch|zen|xanmod|lqx|cachyos|tkg|pf|ck|rt|rc|bpo|deb|pve|lts)\d{1,4}(?:_\d{1,2})?(?:uek|sp\d{1,2}|u\d{1,2}|[a-z])?$/iu;

/**
 * Behind four numbers: they are a release of 2.x to 7.x with a name behind it and no address (`6.6.87.2-microsoft-standard-WSL2`). As a
 * lookahead from their beginning.
 */
export const isRelease = String.raw`[2-7](?:\.\d{1,3}){3}[-+][a-z]`;
