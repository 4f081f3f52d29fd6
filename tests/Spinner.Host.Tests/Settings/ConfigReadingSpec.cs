using Microsoft.Extensions.Time.Testing;
using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

/// <summary>A file that gives nothing, as one on a disk that hangs: here a pipe that nobody writes to.</summary>
public sealed class ConfigReadingSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _clock = new();

    [ProgramFact("mkfifo", Timeout = 60_000)]
    public async Task It_is_given_up_after_half_a_minute_and_holds_up_no_other()
    {
        using var silent = Silent(out var path);
        var reading = Task.Run(() => ConfigReading.Run(() => ConfigText.Read(path, isFirst: true), _clock, CancellationToken.None));

        await Eventually.HoldsAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return reading.IsCompleted;
        }, "it is given up");

        var told = await Assert.ThrowsAsync<IOException>(() => reading);
        Assert.Contains("not read within 30 s", told.Message, StringComparison.Ordinal);
        var right = _directory.Make("right.conf", "spinner.children {}");
        Assert.Equal("spinner.children {}", ConfigReading.Run(() => ConfigText.Read(right, isFirst: true), _clock, CancellationToken.None));
    }

    [ProgramFact("mkfifo", Timeout = 60_000)]
    public async Task Who_does_not_want_it_any_more_does_not_wait_for_it()
    {
        using var silent = Silent(out var path);
        using var end = new CancellationTokenSource();
        var reading = Task.Run(() => ConfigReading.Run(() => ConfigText.Read(path, isFirst: true), _clock, end.Token));

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [ProgramFact("mkfifo")]
    public void A_pipe_that_has_no_writer_is_told_as_such()
    {
        var path = _directory.PathOf("pipe");
        Spinner.Tests.Commands.Run("mkfifo", path);

        Assert.False(ChildrenFile.TryRead(path, out _, out var errors));

        Assert.Contains("is a pipe that nobody writes to", Assert.Single(errors), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private FileStream Silent(out string path)
    {
        path = _directory.PathOf("pipe");
        Spinner.Tests.Commands.Run("mkfifo", path);
        // Both ends in one: there is somebody who could write.
        return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }
}
