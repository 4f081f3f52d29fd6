using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace Spinner.FrontDoor.Server;

/// <summary>
/// The memory the server reads into and writes from, in blocks of 16 KiB. Its own have 4 KiB, and it reads a block at a time: a body of a MiB would be
/// 256 reads. A connection without a request has none. Safe for concurrent use.
/// </summary>
sealed class BlockPool : MemoryPool<byte>
{
    private const int Size = 16 * 1024;

    // 16 MiB; what is given back beyond that is left to the collector.
    private const int MostKept = 1024;

    private readonly ConcurrentQueue<Block> _kept = new();

    public override int MaxBufferSize => Size;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, Size);
        return _kept.TryDequeue(out var block) ? block : new Block(this);
    }

    protected override void Dispose(bool disposing) => _kept.Clear();

    /// <summary>How the server comes by it: one for everything in it.</summary>
    public sealed class Factory : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options) => new BlockPool();
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        // Pinned: the system writes into it.
        public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(Size, pinned: true), 0, Size);

        // The server gives back each once.
        public void Dispose()
        {
            if (pool._kept.Count < MostKept) pool._kept.Enqueue(this);
        }
    }
}
