using System.Globalization;
using Spinner.Host.Client;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary>One line on the terminal while a start is awaited: how long, and what the child wrote last.</summary>
static class StartProgress
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    /// <summary>Awaits the work; shows nothing when it is quick or nobody looks.</summary>
    public static async Task<T> WhileAsync<T>(ControlClient client, string child, Task<T> work)
    {
        if (Console.IsErrorRedirected) return await work;
        using var end = new CancellationTokenSource();
        var shown = ShowAsync(client, child, end.Token);
        try
        {
            return await work;
        }
        finally
        {
            await end.CancelAsync();
            await shown;
        }
    }

    private static async Task ShowAsync(ControlClient client, string child, CancellationToken end)
    {
        var (clock, last) = (TimeProvider.System, "");
        var began = clock.GetTimestamp();
        var listening = Task.CompletedTask;
        var wasShown = false;
        try
        {
            await Task.Delay(Patience, clock, end);
            listening = ListenAsync(client, child, line => last = line, end);
            using var timer = new PeriodicTimer(Every, clock);
            do
            {
                wasShown = true;
                var seconds = clock.GetElapsedTime(began).TotalSeconds;
                var text = string.Create(CultureInfo.InvariantCulture,
                    $"starting {Cells.Printable(child)} … {seconds:0.0} s {(last.Length > 0 ? "| " : "")}{Cells.Printable(last)}");
                StandardError.Write(to => to.Write($"\r{Cells.Cut(text, Math.Max(10, Console.WindowWidth - 1))}\u001b[K"));
            }
            while (await timer.WaitForNextTickAsync(end));
        }
        catch (OperationCanceledException)
        {
            if (wasShown) StandardError.Write(static to => to.Write("\r\u001b[K"));
        }

        await listening;
    }

    private static async Task ListenAsync(ControlClient client, string child, Action<string> heard, CancellationToken end)
    {
        try
        {
            await foreach (var line in client.StreamAsync(ControlClient.PathOf(child, "/logs?tail=1&follow=true"), end)) heard(line.Data);
        }
        catch (Exception silent) when (silent is OperationCanceledException or CommandException or IOException)
        {
            // The start itself tells what goes wrong.
        }
    }
}
