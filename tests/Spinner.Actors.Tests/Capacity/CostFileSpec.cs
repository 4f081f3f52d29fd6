using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Capacity;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>What was learned outlives the spinner.</summary>
public sealed class CostFileSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTimeProvider _clock = new();

    private string File => CostFile.PathIn(_directory.Path, "a/b");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_comes_back_as_old_as_it_is()
    {
        var book = new CostBook(_clock);
        book.Restore("web", new CostHistory(_clock) { Peaks = [5, 7], Starts = [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], Uses = 8 });
        CostFile.Write(File, CostFile.TextOf(book, _clock.GetUtcNow()));
        _clock.Advance(CostBook.HalfLife);

        var read = new CostBook(_clock);
        CostFile.Restore(CostFile.Read(File)!, read, _clock);

        var cost = read.Of("web", null);
        Assert.Equal((7, CostSource.Learned, 2, TimeSpan.FromSeconds(2)), (cost.Bytes, cost.Source, cost.Launches, cost.Start));
        Assert.Equal(4, read.Known["web"].Uses, 6);
    }

    [Fact]
    public void One_that_is_not_there_is_nothing() => Assert.Null(CostFile.Read(File));

    [Theory]
    [InlineData("{ \"version\": 1, ")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{ \"version\": 2, \"saved\": \"2026-01-01T00:00:00Z\", \"children\": {} }")]
    [InlineData("{ \"version\": 1, \"saved\": \"2026-01-01T00:00:00Z\" }")]
    [InlineData("{ \"version\": 1, \"saved\": \"2026-01-01T00:00:00Z\", \"children\": { \"a\": null } }")]
    [InlineData("{ \"version\": 1, \"saved\": \"2026-01-01T00:00:00Z\", \"children\": { \"a\": { \"peaks\": [-1], \"starts\": [], \"uses\": 0 } } }")]
    [InlineData("{ \"version\": 1, \"saved\": \"2026-01-01T00:00:00Z\", \"children\": { \"a\": { \"peaks\": [1], \"starts\": [], \"uses\": -1 } } }")]
    [InlineData("{ \"version\": 1, \"saved\": \"2026-01-01T00:00:00Z\", \"children\": { \"a\": { \"peaks\": [1], \"uses\": 1 } } }")]
    public void One_that_makes_no_sense_says_so(string text)
    {
        System.IO.File.WriteAllText(File, text);

        Assert.Throws<InvalidDataException>(() => CostFile.Read(File));
    }
}
