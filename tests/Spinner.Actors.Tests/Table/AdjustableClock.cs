using Microsoft.Extensions.Time.Testing;

namespace Spinner.Actors.Tests.Table;

/// <summary>Virtual time whose wall clock somebody sets: timers and time stamps do not care.</summary>
public sealed class AdjustableClock : FakeTimeProvider
{
    /// <summary>How far the wall clock was set from where it would be.</summary>
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
