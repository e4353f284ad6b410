import { quoted, spellings, valuesOf, type CompletedVerb, type Takes } from './completed.ts';

/** Completion for zsh (zshcompsys(1)); a file `_fngvt` in a folder of `fpath`. */
export function zshCompletion(verbs: readonly CompletedVerb[]): string {
  return `#compdef fngvt
# zsh completion for fngvt, made by "fngvt completion zsh"
_fngvt() {
    local verb=\${words[2]} before=\${words[CURRENT - 1]}
    local -a verbs
    verbs=(
${verbs.map(({ name, about }) => `        ${quoted(`${name}:${about.replaceAll(':', String.raw`\:`)}`)}`).join('\n')}
    )
    if ((CURRENT == 2)) && [[ $PREFIX != -* ]]; then
        _describe verb verbs
        return
    fi
    # Flags without a verb are the doctor's.
    [[ $verb != -* ]] || verb=doctor
    case $verb in
${verbs.map(ofVerb).join('\n')}
    esac
}

# Read from a folder of fpath it is the function; sourced, it has to be named.
if [[ \${funcstack[1]} == _fngvt ]]; then _fngvt "$@"; else compdef _fngvt fngvt; fi
`;
}

function ofVerb(verb: CompletedVerb): string {
  const values = valuesOf(verb).map(
    ({ flags, takes }) => `        ${flags.join(' | ')}) ${offered(takes)} ;;\n`,
  );
  const flags = `compadd -- ${verb.flags.flatMap(spellings).join(' ')}`;
  return `    ${verb.name})
        case $before in
${values.join('')}        *) if [[ $PREFIX == -* ]]; then ${flags}; else ${offered(verb.takes)}; fi ;;
        esac
        ;;`;
}

function offered(takes: Takes): string {
  if (takes === 'nothing' || takes === 'text') return ':';
  if (takes === 'file') return '_files';
  return takes === 'folder' ? '_files -/' : `compadd -- ${takes.join(' ')}`;
}
