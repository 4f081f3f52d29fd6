using Microsoft.Extensions.ObjectPool;
using Spinner.Actors;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>How passages are made and used again.</summary>
sealed class PassagePool(ISpinner spinner, Room room, TimeProvider clock) : PooledObjectPolicy<Passage>
{
    // As many as a busy door has at a time; what is returned beyond that is left to the collector.
    private const int Kept = 1024;

    public static ObjectPool<Passage> Create(ISpinner spinner, Room room, TimeProvider clock) =>
        new DefaultObjectPool<Passage>(new PassagePool(spinner, room, clock), Kept);

    public override Passage Create() => new(spinner, room, clock);

    public override bool Return(Passage obj) => obj.TryReset();
}
