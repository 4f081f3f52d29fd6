namespace Spinner.Actors;

/// <summary>
/// Holds a child: until this is disposed, or the actor it was taken for has ended, the child is not idle-stopped. Each lease counts by itself, and
/// disposing it ends no other. A lease outlives crashes, restarts and stops of the child, and keeps nobody from stopping it; it ends when the child
/// is removed or the spinner ends. Safe for concurrent use.
/// </summary>
/// <remarks>There is no finalizer: a lease without an actor that is never disposed holds the child as long as the spinner lives.</remarks>
public sealed class ChildLease : IAsyncDisposable
{
    private readonly Holder _holder;
    private readonly Lazy<Task> _end;

    internal ChildLease(ChildReady ready, Holder holder, Func<Task> end)
    {
        Ready = ready;
        _holder = holder;
        _end = new Lazy<Task>(end);
    }

    /// <summary>The answer to the start that took it. Later launches of the child may have another process and another endpoint.</summary>
    public ChildReady Ready { get; }

    /// <summary>As <see cref="AliveBecause.Leases"/> shows it: the path of the actor it was taken for, else a number of its own.</summary>
    public string Holder => _holder.ToString();

    /// <summary>
    /// Ends the lease; the idle time counts from now. Returns when the child knows, or when the spinner has ended. Does nothing the second time.
    /// </summary>
    /// <remarks>On another node: returns too when the connection is lost, with which the lease ends.</remarks>
    public ValueTask DisposeAsync() => new(_end.Value);

    /// <inheritdoc/>
    public override string ToString() => $"{Ready.Name}, held by {Holder}";
}
