using Akka.Actor;
using Akka.Configuration;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Hocon;

/// <summary>A spinner on a system whose configuration has a block for it.</summary>
public sealed class SystemConfigSpec() : Akka.TestKit.Xunit2.TestKit(Own.WithFallback(VirtualTime.Config), "hocon")
{
    private static readonly Config Own = ConfigurationFactory.ParseString("""
        spinner {
          drain-timeout = 7s
          defaults { attempts = 5, idle-time = off }
          children {
            web { command = any, attempts = 2, stop-timeout = 4s, autostart = on }
            api { command = any }
          }
        }
        spinner-jobs.children.nightly.command = any
        spinner-wrong { defaults { attempts = 0 }
          children { x { attempts = 1 } }
        }
        """);

    private readonly FakeLauncher _launcher = FakeLauncher.Obedient();

    private SpinnerOptions Options => VirtualTime.Options(new FakeTimeProvider(), _launcher);

    [Fact]
    public async Task Options_win_over_the_block_which_wins_over_the_built_in_defaults()
    {
        await using var spinner = Sys.CreateSpinner(Options with
        {
            Defaults = new() { IdleTime = TimeSpan.FromMinutes(1) },
            Children = [new() { Name = "web", StopTimeout = TimeSpan.FromSeconds(9) }, new() { Name = "own", Command = "any" }],
        });

        var children = await spinner.ListAsync();

        Assert.Equal(["api", "own", "web"], children.Keys.Order());
        var web = children["web"].Options;
        Assert.Equal((2, TimeSpan.FromSeconds(9), TimeSpan.FromMinutes(1)), (web.Attempts!.Value, web.StopTimeout!.Value, web.IdleTime!.Value));
        Assert.Equal((5, TimeSpan.FromSeconds(30)), (children["own"].Options.Attempts!.Value, children["own"].Options.StopTimeout!.Value));
        Assert.Equal(ChildState.Started, children["web"].State);
        Assert.Equal("web", _launcher.Last.Plan.Name);
    }

    [Fact]
    public async Task Another_name_has_a_block_of_its_own()
    {
        await using var spinner = Sys.CreateSpinner(Options, "jobs");

        Assert.Equal(["nightly"], (await spinner.ListAsync()).Keys);
    }

    [Fact]
    public void A_wrong_block_starts_nothing_and_is_told_together_with_wrong_options()
    {
        var wrong = Options with { DrainTimeout = TimeSpan.FromSeconds(-1) };

        var message = Assert.Throws<ConfigurationException>(() => Sys.CreateSpinner(wrong, "wrong")).Message;

        Assert.Contains("spinner-wrong.defaults.attempts is 0; allowed: 1 to 100", message, StringComparison.Ordinal);
        Assert.Contains("spinner-wrong.children.x.command is not given", message, StringComparison.Ordinal);
        Assert.Contains("DrainTimeout is -00:00:01", message, StringComparison.Ordinal);
        Assert.Throws<ActorNotFoundException>(() => Sys.ActorSelection("/user/spinner-wrong").ResolveOne(TimeSpan.FromSeconds(3)).GetAwaiter().GetResult());
    }
}
