namespace Spinner.Host.Commands;

/// <summary>Shell functions that ask the program itself what can follow.</summary>
static class CompletionScripts
{
    public static string For(string shell) => shell switch
    {
        "bash" => """
            _spinner() {
                local IFS=$'\n'
                COMPREPLY=( $(compgen -W "$(spinner "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
            }
            complete -o default -F _spinner spinner
            """,
        "zsh" => """
            _spinner() {
                local -a found
                found=("${(@f)$(spinner "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                compadd -a found
            }
            compdef _spinner spinner
            """,
        _ => """
            complete -c spinner -f -a '(spinner "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
            """,
    };
}
