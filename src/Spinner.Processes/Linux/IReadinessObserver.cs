namespace Spinner.Processes;

/// <summary>Is told on the reactor what a <see cref="ReadinessWatch"/> finds out.</summary>
internal interface IReadinessObserver
{
    void Ready(LaunchReady ready);

    /// <summary>Somebody else listens on the endpoint.</summary>
    void StrangerSeen();

    /// <summary>What an answer lacked. Comes on any thread.</summary>
    void StatusChanged(string text);

    /// <summary>It cannot be found out.</summary>
    void Failed(Exception reason);
}
