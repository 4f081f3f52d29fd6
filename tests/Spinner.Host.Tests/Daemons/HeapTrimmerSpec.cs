using Spinner.Host.Daemon;

namespace Spinner.Host.Tests.Daemons;

/// <summary>When the daemon gives memory back: after a burst, once, and never while it works.</summary>
public class HeapTrimmerSpec
{
    private readonly HeapTrimmer _trimmer;
    private long _allocated;
    private int _collected;

    public HeapTrimmerSpec() => _trimmer = new HeapTrimmer(() => _allocated, () => _collected++);

    [Fact]
    public void It_waits_until_next_to_nothing_happens()
    {
        Allocate(HeapTrimmer.WorthIt);
        for (var look = 1; look < HeapTrimmer.Looks; look++) Allocate(HeapTrimmer.NextToNothing);
        Assert.Equal(0, _collected);

        Allocate(HeapTrimmer.NextToNothing);

        Assert.Equal(1, _collected);
    }

    [Fact]
    public void A_burst_is_collected_once()
    {
        Allocate(HeapTrimmer.WorthIt);
        BeQuiet(10 * HeapTrimmer.Looks);

        Assert.Equal(1, _collected);
    }

    [Fact]
    public void Each_burst_is_collected()
    {
        for (var burst = 1; burst <= 3; burst++)
        {
            Allocate(HeapTrimmer.WorthIt);
            BeQuiet(HeapTrimmer.Looks);
            Assert.Equal(burst, _collected);
        }
    }

    [Fact]
    public void Little_garbage_is_not_worth_a_pause()
    {
        Allocate(HeapTrimmer.WorthIt - 1);
        BeQuiet(10 * HeapTrimmer.Looks);

        Assert.Equal(0, _collected);
    }

    [Fact]
    public void Who_works_is_never_held_up()
    {
        for (var look = 0; look < 1000; look++) Allocate(HeapTrimmer.NextToNothing + 1);

        Assert.Equal(0, _collected);
    }

    private void Allocate(long bytes)
    {
        _allocated += bytes;
        _trimmer.Look();
    }

    private void BeQuiet(int looks)
    {
        for (var look = 0; look < looks; look++) Allocate(0);
    }
}
