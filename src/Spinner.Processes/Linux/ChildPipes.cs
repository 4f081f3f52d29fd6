namespace Spinner.Processes;

/// <summary>The two output pipes of a child about to be spawned. Disposing closes the child's ends and what was not released.</summary>
internal sealed class ChildPipes : IDisposable
{
    private const int DuplicateCloseOnExec = 1030;
    private const int SetPipeSize = 1031;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;
    private const int FirstFree = 3;

    // An ordinary user's pipes shrink to 8 KiB beyond 1024 of 64 KiB each; four times as many of 16 KiB do not. See pipe(7).
    private const int ModestSize = 16 * 1024;

    private readonly ISyscalls _system;
    private readonly List<int> _open = new(4);
    private int _stdout;
    private int _stderr;

    /// <exception cref="SpawnException">No descriptors are left.</exception>
    internal ChildPipes(ISyscalls system, LaunchPlan plan)
    {
        _system = system;
        try
        {
            (_stdout, StdoutOfChild) = Open(plan);
            (_stderr, StderrOfChild) = Open(plan);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal int StdoutOfChild { get; }

    internal int StderrOfChild { get; }

    internal int ReleaseStdout() => Release(_stdout);

    internal int ReleaseStderr() => Release(_stderr);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var descriptor in _open) _ = _system.Close(descriptor);
    }

    private int Release(int descriptor)
    {
        _open.Remove(descriptor);
        return descriptor;
    }

    private (int Ours, int Childs) Open(LaunchPlan plan)
    {
        var result = _system.Pipe(out var ours, out var childs);
        if (result < 0) throw SpawnRefusal.Of(result, plan, plan.Command);
        _open.Add(ours);
        _open.Add(childs);
        // The flag is of this end only: the child's writes block as it expects.
        _ = _system.Fcntl(ours, SetFlags, NonBlocking);
        if (CurrentUser.Id != 0) _ = _system.Fcntl(ours, SetPipeSize, ModestSize);
        return (ours, ClearOfStandard(childs, plan));
    }

    // A supervisor whose own stdin, stdout or stderr is closed gets these numbers for its pipes, and the child's dup2 would overwrite one with the other.
    private int ClearOfStandard(int descriptor, LaunchPlan plan)
    {
        if (descriptor >= FirstFree) return descriptor;
        var moved = _system.Fcntl(descriptor, DuplicateCloseOnExec, FirstFree);
        if (moved < 0) throw SpawnRefusal.Of(moved, plan, plan.Command);
        _open.Add(moved);
        return moved;
    }
}
