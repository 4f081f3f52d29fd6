namespace Spinner.Host.Commands;

/// <summary>How this program is started again.</summary>
static class OwnProgram
{
    /// <summary>The program and its first arguments: the file of the program itself, or dotnet and its assembly.</summary>
    public static IReadOnlyList<string> Words { get; } = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? [Environment.ProcessPath!, Path.GetFullPath(Environment.GetCommandLineArgs()[0])]
        : [Environment.ProcessPath!];
}
