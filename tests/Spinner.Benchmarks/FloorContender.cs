using System.Diagnostics;
using System.Globalization;

namespace Spinner.Benchmarks;

/// <summary>The C program that no supervisor can beat.</summary>
internal sealed class FloorContender : IContender, IDisposable
{
    private readonly Workshop _workshop;
    private readonly Process _process;

    public FloorContender(NativePrograms programs, Workshop workshop)
    {
        _workshop = workshop;
        _process = Process.Start(new ProcessStartInfo(programs.Floor, programs.Child) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    public string Name => "floor";

    public async Task<double> ColdAsync(bool isUnix) => (await AskAsync($"cold {(isUnix ? _workshop.Unix() : _workshop.Tcp()).PortValue}"))[0];

    public async Task<double> CrashAsync() => (await AskAsync($"crash {_workshop.Unix().PortValue} {_workshop.Unix().PortValue}"))[0];

    public async Task<(double Start, double Stop)> FleetAsync(int count) =>
        await AskAsync($"fleet {_workshop.Prefix()} {count}") is [var start, var stop] ? (start, stop) : throw new InvalidDataException("The floor said less than asked.");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.Dispose();
    }

    private async Task<double[]> AskAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidDataException("The floor has ended.");
        return [.. answer.Split(' ').Select(nanoseconds => long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1e6)];
    }
}
