using System.Buffers;
using Spinner.FrontDoor.Server;

namespace Spinner.FrontDoor.Tests.Server;

public sealed class BlockPoolSpec : IDisposable
{
    private readonly MemoryPool<byte> _pool = new BlockPool.Factory().Create(null);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    public void Every_block_has_16_KiB(int wanted)
    {
        using var block = _pool.Rent(wanted);

        Assert.Equal(16 * 1024, block.Memory.Length);
    }

    [Fact]
    public void More_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => _pool.Rent(_pool.MaxBufferSize + 1));

    [Fact]
    public void What_is_given_back_is_used_again_and_by_one_at_a_time()
    {
        var first = _pool.Rent();
        first.Dispose();
        var again = _pool.Rent();
        using var other = _pool.Rent();

        Assert.Same(first, again);
        Assert.NotSame(first, other);
    }

    public void Dispose() => _pool.Dispose();
}
