import { quoted, spellings, valuesOf, type CompletedVerb, type Takes } from './completed.ts';

/**
 * Completion for bash, by its own builtins (bash(1), "Programmable Completion"): nothing of bash-completion is needed, and nothing of fngvt
 * is run. A file's name may hold blanks.
 */
export function bashCompletion(verbs: readonly CompletedVerb[]): string {
  return `# bash completion for fngvt, made by "fngvt completion bash"
_fngvt_words() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_fngvt_files() {
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
}

_fngvt() {
    local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} verb=\${COMP_WORDS[1]}
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 && $word != -* ]]; then
        _fngvt_words ${quoted(verbs.map(({ name }) => name).join(' '))} "$word"
        return
    fi
    # Flags without a verb are the doctor's.
    [[ $verb != -* ]] || verb=doctor
    case $verb in
${verbs.map(ofVerb).join('\n')}
    esac
}

complete -F _fngvt fngvt
`;
}

function ofVerb(verb: CompletedVerb): string {
  const values = valuesOf(verb).map(
    ({ flags, takes }) => `            ${flags.join(' | ')}) ${offered(takes)} ;;\n`,
  );
  const flags = `_fngvt_words ${quoted(verb.flags.flatMap(spellings).join(' '))} "$word"`;
  const rest = `if [[ $word == -* ]]; then ${flags}; else ${offered(verb.takes)}; fi`;
  return `        ${verb.name})
            case $before in
${values.join('')}            *) ${rest} ;;
            esac
            ;;`;
}

function offered(takes: Takes): string {
  if (takes === 'nothing' || takes === 'text') return ':';
  if (takes === 'file') return '_fngvt_files -f "$word"';
  return takes === 'folder' ? '_fngvt_files -d "$word"' : `_fngvt_words ${quoted(takes.join(' '))} "$word"`;
}
