namespace Spinner.Host.Commands;

/// <summary>Shell functions that ask the program itself what can follow. Names of children are text to them, never code.</summary>
static class CompletionScripts
{
    // compgen -W would expand what it is given, $(…) in a name too.
    private const string Bash = """
        _spinner() {
            local word=${COMP_WORDS[COMP_CWORD]} found
            COMPREPLY=()
            while IFS= read -r found; do
                [[ -n $found ]] || continue
                printf -v found %q "$found"
                [[ $found == "$word"* ]] && COMPREPLY+=("$found")
            done < <(spinner "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
        }
        complete -o default -F _spinner spinner
        """;

    private const string Zsh = """
        #compdef spinner
        _spinner() {
            local line="${(j: :)words[1,CURRENT-1]} $PREFIX"
            local -a found
            found=("${(@f)$(spinner "[suggest:$#line]" "$line" 2>/dev/null)}")
            found=(${found:#})
            (( $#found )) && compadd -a found || _files
        }
        compdef _spinner spinner
        """;

    private const string Fish = """
        function __spinner_suggest
            set -l line (commandline -cp)
            spinner "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c spinner -f -a '(__spinner_suggest)'
        complete -c spinner -n '__fish_seen_subcommand_from up validate import' -F
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName spinner -ScriptBlock {
            param($word, $ast, $cursor)
            $line = $ast.ToString().PadRight($cursor - $ast.Extent.StartOffset)
            $plain = $word.Trim("'")
            spinner "[suggest:$($line.Length)]" $line 2>$null | Where-Object { $_ -and $_.StartsWith($plain) } | ForEach-Object {
                $text = if ($_ -match '^[A-Za-z0-9_./:-]+$') { $_ } else { "'" + $_.Replace("'", "''") + "'" }
                [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
            }
        }
        """;

    /// <summary>The shells there is one for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    public static string For(string shell) => shell switch { "bash" => Bash, "zsh" => Zsh, "pwsh" => PowerShell, _ => Fish };
}
