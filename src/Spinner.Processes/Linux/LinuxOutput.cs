namespace Spinner.Processes;

/// <summary>Both pipes of one launch on the reactor. Used by its thread only, but for <see cref="ErrorTail"/>.</summary>
internal sealed class LinuxOutput
{
    private readonly LinuxEngine _engine;
    private readonly LaunchOutput _output;
    private readonly PipeReader _stdout;
    private readonly PipeReader _stderr;
    private readonly Action<Exception> _broken;
    private Action? _drained;
    private ReactorTimer? _enough;

    internal LinuxOutput(LinuxEngine engine, LaunchOutput output, int stdout, int stderr, Action<Exception> broken)
    {
        (_engine, _output, _broken) = (engine, output, broken);
        _stdout = new PipeReader(engine, stdout, output.Stdout, OnEnded, broken);
        _stderr = new PipeReader(engine, stderr, output.Stderr, OnEnded, broken);
    }

    internal IReadOnlyList<string> ErrorTail => _output.ErrorTail;

    /// <returns>0, or the negated error number.</returns>
    internal int Begin() => Math.Min(_stdout.Begin(), _stderr.Begin());

    /// <summary>Reads what the dead group left and calls <paramref name="done"/> then, or after a moment: a slow file or stream is written to its end after that.</summary>
    internal void Drain(Action done)
    {
        _drained = done;
        _stdout.GroupIsGone();
        _stderr.GroupIsGone();
        // Both may have ended long before, with the last process that could write.
        if (_stdout.IsEnded && _stderr.IsEnded) Done();
        else _enough = _engine.Reactor.Timers.Add(OutputPump.Silence, Enough, _broken);
    }

    private void OnEnded()
    {
        if (_stdout.IsEnded && _stderr.IsEnded) Done();
    }

    private void Enough()
    {
        _stdout.Abandon();
        _stderr.Abandon();
        Done();
    }

    private void Done()
    {
        _enough?.Cancel();
        var drained = _drained;
        _drained = null;
        drained?.Invoke();
    }
}
