using Akka.Configuration;
using CsCheck;
using Spinner.Actors.Tests.Configuration;

namespace Spinner.Actors.Tests.Hocon;

public class RoundTripSpec
{
    [Fact]
    public void What_is_written_is_read_back_the_same() => AnyOptions.Spinner.Sample(
        options =>
        {
            var read = SpinnerOptions.FromConfig(ConfigurationFactory.ParseString($"spinner {{\n{options.ToHocon()}}}"));
            return EveryOption.Same(options.Defaults, read.Defaults)
                && options.Children.OrderBy(c => c.Name, StringComparer.Ordinal).Zip(read.Children.OrderBy(c => c.Name, StringComparer.Ordinal), EveryOption.Same).All(s => s)
                && options.Children.Count == read.Children.Count
                && options.Runners.Count == read.Runners.Count && options.Runners.All(r => r.Value.SequenceEqual(read.Runners[r.Key]))
                && (options.Engine, options.DrainTimeout, options.PortRange, options.RunDirectory) == (read.Engine, read.DrainTimeout, read.PortRange, read.RunDirectory)
                && (options.MaxRunning, options.MemoryBudget) == (read.MaxRunning, read.MemoryBudget)
                && options.Room.OrderBy(g => g.Key, StringComparer.Ordinal).SequenceEqual(read.Room.OrderBy(g => g.Key, StringComparer.Ordinal))
                && (options.Orphans, options.StateDirectory) == (read.Orphans, read.StateDirectory);
        },
        print: o => o.ToHocon(), iter: 500);

    [Fact]
    public void What_exists_in_code_only_is_left_out() => Assert.Equal(
        "defaults {\n}\nchildren {\n\"a\" {\ncommand = \"b\"\n}\n}\n",
        new SpinnerOptions { Children = [new() { Name = "a", Command = "b", Stdout = OutputTarget.Stream(Stream.Null) }], Clock = TimeProvider.System }.ToHocon());

    [Fact]
    public void A_file_named_like_a_word_stays_a_file()
    {
        var options = new SpinnerOptions { Defaults = new() { Stdout = OutputTarget.File("console"), Monitor = MonitorTarget.Path("off") } };

        var read = SpinnerOptions.FromConfig($"spinner {{\n{options.ToHocon()}}}").Defaults;

        Assert.Equal((OutputTarget.File("./console"), MonitorTarget.Path("./off")), (read.Stdout, read.Monitor));
    }
}
