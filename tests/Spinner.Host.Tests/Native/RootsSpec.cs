using System.Xml.Linq;
using Akka.Configuration;

namespace Spinner.Host.Tests.Native;

/// <summary>What Akka makes of names is in Native/Roots.xml: the native program would not have it otherwise.</summary>
public class RootsSpec
{
    private static readonly Config Akka = ConfigurationFactory.Default().GetConfig("akka");

    private static readonly HashSet<string> Rooted = [.. XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Roots.xml")).Descendants("type")
        .Select(type => type.Attribute("fullname")!.Value)];

    [Fact]
    public void Each_is_there() => Assert.All(Rooted, name => Assert.NotNull(typeof(Config).Assembly.GetType(name)));

    [Theory]
    [InlineData("actor.provider")]
    [InlineData("actor.guardian-supervisor-strategy")]
    [InlineData("actor.default-mailbox.mailbox-type")]
    [InlineData("actor.mailbox.unbounded-queue-based.mailbox-type")]
    [InlineData("actor.mailbox.bounded-queue-based.mailbox-type")]
    [InlineData("actor.mailbox.unbounded-deque-based.mailbox-type")]
    [InlineData("actor.mailbox.bounded-deque-based.mailbox-type")]
    [InlineData("actor.mailbox.logger-queue.mailbox-type")]
    [InlineData("scheduler.implementation")]
    [InlineData("logger-formatter")]
    public void What_the_reference_of_Akka_names_is_rooted(string key) => Assert.Contains(NameOf(Akka.GetString(key)), Rooted);

    [Fact]
    public void So_are_its_serializers_and_what_actors_may_require_of_a_mailbox()
    {
        var serializers = Akka.GetConfig("actor.serializers").AsEnumerable().Select(one => one.Value.GetString());
        var required = Akka.GetConfig("actor.mailbox.requirements").AsEnumerable().Select(one => one.Key.Trim('"'));
        var identified = Akka.GetConfig("actor.serialization-identifiers").AsEnumerable().Select(one => one.Key.Trim('"'));

        Assert.Empty(serializers.Concat(identified).Concat(required).Select(NameOf).Except(Rooted));
    }

    private static string NameOf(string named) => named.Split(',')[0].Trim();
}
