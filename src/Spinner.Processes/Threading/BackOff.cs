namespace Spinner.Processes;

/// <summary>Pauses that grow by half each time, up to a cap. The engine's own ticks; policy time-outs belong to the caller.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan cap, TimeProvider time)
{
    private TimeSpan _next = first;

    internal Task PauseAsync(CancellationToken cancellationToken = default)
    {
        var pause = _next;
        _next = TimeSpan.FromTicks(Math.Min(cap.Ticks, pause.Ticks * 3 / 2));
        return Task.Delay(pause, time, cancellationToken);
    }
}
