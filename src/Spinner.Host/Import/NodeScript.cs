using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Spinner.Host.Import;

/// <summary>A configuration file in JavaScript, evaluated by node in a process of its own. Stateless.</summary>
static partial class NodeScript
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private const string Evaluate =
        "import(require('url').pathToFileURL(process.argv[1])).then(m => "
        + "new Promise(r => process.stdout.write(JSON.stringify(m.default ?? m), r))).then(() => process.exit(0))";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>What it exports, as JSON.</summary>
    /// <param name="path">The file.</param>
    /// <param name="program">What evaluates it.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <exception cref="ImportException">There is no node, or it failed; says why.</exception>
    public static async Task<string> ToJsonAsync(string path, string program, CancellationToken cancellationToken)
    {
        using var node = Start(path, program);
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Exited += (_, _) => exited.TrySetResult();
        node.EnableRaisingEvents = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            node.StandardInput.Close();
            var error = ReadAsync(node.StandardError, limit.Token);
            var text = await ReadAsync(node.StandardOutput, limit.Token);
            if (text is null) throw new ImportException($"it exports more than {MaxBytes} characters");
            var told = await error;
            await exited.Task.WaitAsync(limit.Token);
            if (node.ExitCode != 0 || text.Length == 0) throw new ImportException($"node could not evaluate it: {FirstError(told ?? "")}");
            return text;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImportException($"node did not evaluate it within {Limit.TotalSeconds} s");
        }
        finally
        {
            if (!node.HasExited) node.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string path, string program)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, ["-e", Evaluate, path])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception)
        {
            throw new ImportException(
                $"it is JavaScript, and there is no {program} here to evaluate it; where there is: node -p 'JSON.stringify(require(\"./{Path.GetFileName(path)}\"))' > ecosystem.json");
        }
    }

    /// <summary>All of it; null when it is too much.</summary>
    private static async Task<string?> ReadAsync(StreamReader from, CancellationToken cancellationToken)
    {
        var buffer = new char[MaxBytes + 1];
        var count = await from.ReadBlockAsync(buffer, cancellationToken);
        return count > MaxBytes ? null : new string(buffer, 0, count);
    }

    private static string FirstError(string told) =>
        ErrorLine().Match(told) is { Success: true } found ? found.Value.TrimEnd() : "it exports nothing";

    // As node writes what is thrown: its kind, and what it says.
    [GeneratedRegex(@"^\w*Error\b.*$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
