namespace Spinner.Actors;

/// <summary>
/// The use of a started child: until it is disposed the child is not idle-stopped. The process may still crash or be stopped on request.
/// </summary>
/// <remarks>A struct, so that taking one costs nothing. Disposing it again, or a copy of it, does nothing. Safe for concurrent use.</remarks>
public readonly struct ChildUse : IDisposable, IEquatable<ChildUse>
{
    private readonly IUsedLaunch? _launch;
    private readonly UseTicket? _ticket;
    private readonly int _number;

    internal ChildUse(IUsedLaunch launch)
    {
        _launch = launch;
        _ticket = UseTicket.Rent(out _number);
    }

    /// <summary>Where the launch listens.</summary>
    /// <exception cref="InvalidOperationException">This is no use of a child, but a default value.</exception>
    public ChildEndpoint Endpoint => Used.Ready.Endpoint;

    /// <summary>The number of the launch, counted from 1 over the child's life.</summary>
    /// <exception cref="InvalidOperationException">This is no use of a child, but a default value.</exception>
    public int Launch => Used.Ready.Launch;

    internal IUsedLaunch Used => _launch ?? throw new InvalidOperationException("This is no use of a child; TryUse or UseAsync give one.");

    /// <summary>Ends the use; the idle time counts from now. Does nothing the second time, and for a default value.</summary>
    public void Dispose()
    {
        if (_ticket?.TryEnd(_number) == true) _launch!.Exit();
    }

    /// <inheritdoc/>
    public bool Equals(ChildUse other) => ReferenceEquals(_launch, other._launch);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ChildUse other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _launch?.GetHashCode() ?? 0;

    /// <summary>Whether both are uses of the same launch.</summary>
    public static bool operator ==(ChildUse left, ChildUse right) => left.Equals(right);

    /// <summary>Whether they are uses of different launches.</summary>
    public static bool operator !=(ChildUse left, ChildUse right) => !left.Equals(right);
}
