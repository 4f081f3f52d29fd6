namespace Spinner.Actors.Telemetry;

/// <summary>How full a spinner is.</summary>
/// <param name="Budget">The memory all may hold, in bytes; null: there is no budget.</param>
/// <param name="Used">What was measured last, in bytes.</param>
/// <param name="Reserved">What those that have room are expected to hold, in bytes.</param>
/// <param name="Waiting">How many launches wait for room.</param>
sealed record RoomFigures(long? Budget, long Used, long Reserved, int Waiting);

/// <summary>The latest figures. Written by who admits, read by anybody.</summary>
sealed class RoomGauge
{
    private volatile RoomFigures? _now;

    /// <summary>Null: nothing keeps children from running all at a time.</summary>
    public RoomFigures? Now
    {
        get => _now;
        set => _now = value;
    }
}
