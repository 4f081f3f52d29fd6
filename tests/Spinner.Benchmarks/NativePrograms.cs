using System.Diagnostics;

namespace Spinner.Benchmarks;

/// <summary>The C programs of this comparison, built here, and node with its script where there is one.</summary>
internal sealed record NativePrograms(string Child, string Floor, string Script, string? Node)
{
    /// <summary>The program and arguments of one kind of child.</summary>
    public string[] CommandLine(ColdStart kind) => kind == ColdStart.Node && Node is not null ? [Node, Script] : [Child];

    /// <summary>Null where there is no gcc, or it fails.</summary>
    public static async Task<NativePrograms?> BuildAsync(string directory)
    {
        var sources = Path.Combine(AppContext.BaseDirectory, "Native");
        var programs = new NativePrograms(Path.Combine(directory, "child"), Path.Combine(directory, "floor"), Path.Combine(sources, "child.js"), Programs.Find("node"));
        return await CompileAsync("child.c", programs.Child, "-static") && await CompileAsync("floor.c", programs.Floor, "-O2") ? programs : null;

        async Task<bool> CompileAsync(string source, string output, string option)
        {
            if (Programs.Find("gcc") is not { } gcc) return false;
            using var compiler = Process.Start(gcc, ["-O2", option, "-o", output, Path.Combine(sources, source)]);
            await compiler.WhenEndedAsync();
            return compiler.ExitCode == 0;
        }
    }
}
