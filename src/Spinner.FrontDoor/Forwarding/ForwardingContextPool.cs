using Microsoft.Extensions.ObjectPool;
using Spinner.Actors;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>How forwarding contexts are made and used again.</summary>
sealed class ForwardingContextPool(ISpinner spinner, TimeProvider clock) : PooledObjectPolicy<ForwardingContext>
{
    // As many as a busy door has at a time; what is returned beyond that is left to the collector.
    private const int Kept = 1024;

    public static ObjectPool<ForwardingContext> Create(ISpinner spinner, TimeProvider clock) =>
        new DefaultObjectPool<ForwardingContext>(new ForwardingContextPool(spinner, clock), Kept);

    public override ForwardingContext Create() => new(spinner, clock);

    public override bool Return(ForwardingContext obj) => obj.TryReset();
}
