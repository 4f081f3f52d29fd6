namespace Spinner.Processes;

/// <summary>Who listens on an endpoint.</summary>
/// <param name="Pid">Null where the system does not let us see it.</param>
/// <param name="Program">The name of the program; null like <paramref name="Pid"/>.</param>
public sealed record ListenerOwner(int? Pid, string? Program)
{
    internal static ListenerOwner Of(ProcStat process) => new(process.Pid, process.Program);

    /// <summary><c>pid 4711 (nginx)</c>, or <c>a process of another user</c>.</summary>
    public override string ToString() => Pid is null ? "a process of another user" : $"pid {Pid} ({Program ?? "?"})";
}
