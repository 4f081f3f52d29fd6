namespace Spinner.Actors.Configuration;

sealed partial record ChildSpec
{
    /// <summary>
    /// Whether both run the same child the same way. <see cref="Options"/> and <see cref="Autostart"/> take no part: how it was asked, and who
    /// starts it first, change nothing about the child. Streams and loggers are compared by reference.
    /// </summary>
    public bool Equals(ChildSpec? other) => ReferenceEquals(this, other) || (other is not null && SameProcess(other) && SameRules(other));

    /// <summary>Equal specs have equal hashes.</summary>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Name);
        hash.Add(Command);
        foreach (var arg in Args) hash.Add(arg);
        hash.Add(Environment.Count);
        hash.Add(Endpoint);
        return hash.ToHashCode();
    }

    private bool SameProcess(ChildSpec other) =>
        (Name, Command, InheritEnvironment, AspNetUrls, WorkingDirectory, Endpoint, Stdout, Stderr)
        == (other.Name, other.Command, other.InheritEnvironment, other.AspNetUrls, other.WorkingDirectory, other.Endpoint, other.Stdout, other.Stderr)
        && Args.SequenceEqual(other.Args)
        && Environment.Count == other.Environment.Count
        && Environment.All(v => other.Environment.TryGetValue(v.Key, out var value) && value == v.Value);

    private bool SameRules(ChildSpec other) =>
        (Ready, StartTimeout, Attempts, StopTimeout, KillTimeout, StopSignal)
        == (other.Ready, other.StartTimeout, other.Attempts, other.StopTimeout, other.KillTimeout, other.StopSignal)
        && (MonitorPath, OutputRing, IdleTime, RestartTolerance, FaultTimeout, Overlaps, DrainTimeout)
        == (other.MonitorPath, other.OutputRing, other.IdleTime, other.RestartTolerance, other.FaultTimeout, other.Overlaps, other.DrainTimeout)
        && ReferenceEquals(Logger, other.Logger);
}
