namespace Spinner.Processes.Tests.Files;

public class DescriptorsSpec
{
    [Fact]
    public void They_are_counted()
    {
        var before = Descriptors.Free;
        var opened = Enumerable.Range(0, 200).Select(_ => File.OpenHandle("/dev/null")).ToList();
        var after = Descriptors.Free;
        opened.ForEach(file => file.Dispose());
        // Other tests open and close files meanwhile.
        Assert.InRange(before - after, 100, 300);
        Assert.InRange(Descriptors.Open!.Value, 1, Descriptors.Limit);
    }

    [Fact]
    public void Some_are_kept_back() => Assert.InRange(Descriptors.Reserve, 32, 64);
}
