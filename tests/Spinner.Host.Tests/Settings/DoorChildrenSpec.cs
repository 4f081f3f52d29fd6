using Spinner.Actors;
using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Settings;

/// <summary>What a front door in the file makes of children that say nothing else.</summary>
public class DoorChildrenSpec
{
    [Fact]
    public void With_a_door_they_overlap_and_without_one_nothing_is_said_for_them()
    {
        const string Children = """
            spinner.children {
              a { command = any }
              b { command = any, endpoint = tcp, reload = restart }
            }
            """;

        Assert.Equal([(null, ReloadMode.Overlap), (EndpointSpec.Tcp, ReloadMode.Restart)], Read(Children + "\nfront-door {}"));
        Assert.Equal([(null, null), (EndpointSpec.Tcp, ReloadMode.Restart)], Read(Children));
    }

    private static IEnumerable<(EndpointSpec?, ReloadMode?)> Read(string text)
    {
        Assert.True(ChildrenFile.TryParse("test", text, out var file, out var errors), string.Join("; ", errors));
        return file.Spinner.Children.OrderBy(c => c.Name).Select(c => (c.Endpoint, c.Reload));
    }
}
