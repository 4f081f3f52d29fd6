using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Configuration;

public class LaunchEnvironmentSpec
{
    private static readonly TcpEndpoint Tcp = new("127.0.0.1", 20001);
    private static readonly UnixEndpoint Unix = new("/run/web.sock");
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void A_child_is_told_its_endpoint_and_its_name()
    {
        Assert.Equal(
            new Dictionary<string, string> { ["PORT"] = "20001", ["port"] = "20001", ["HOST"] = "127.0.0.1", ["SPINNER_NAME"] = "web" },
            LaunchEnvironment.Of(Spec(), Tcp, Nothing));
        Assert.Equal(
            new Dictionary<string, string> { ["PORT"] = "/run/web.sock", ["port"] = "/run/web.sock", ["SPINNER_NAME"] = "web" },
            LaunchEnvironment.Of(Spec(), Unix, Nothing));
    }

    [Fact]
    public void The_options_win_over_what_is_inherited_and_the_spinner_over_the_options()
    {
        var inherited = new Dictionary<string, string> { ["A"] = "inherited", ["B"] = "inherited", ["PORT"] = "80", ["SPINNER_NAME"] = "outer" };
        var variables = LaunchEnvironment.Of(Spec(("B", "given"), ("PORT", "1"), ("port", "2"), ("HOST", "x"), ("SPINNER_NAME", "y")), Tcp, inherited);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["A"] = "inherited", ["B"] = "given", ["PORT"] = "20001", ["port"] = "20001", ["HOST"] = "127.0.0.1", ["SPINNER_NAME"] = "web",
            },
            variables);
    }

    [Fact]
    public void Inheritance_can_be_switched_off()
    {
        var spec = Reading.Spec(new ChildOptions { Name = "web", Command = "app", InheritEnvironment = false });

        var variables = LaunchEnvironment.Of(spec, Tcp, new Dictionary<string, string> { ["A"] = "" });

        Assert.Equal(["HOST", "PORT", "SPINNER_NAME", "port"], variables.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(4, spec.ToPlan(Tcp, ring: null, static _ => { }).Environment.Count);
    }

    [Fact]
    public void PWD_is_the_childs_directory_unless_its_options_say_otherwise()
    {
        var inherited = new Dictionary<string, string> { ["PWD"] = "/supervisor" };
        var options = new ChildOptions { Name = "web", Command = "app", WorkingDirectory = "/srv/app" };
        Assert.Equal("/srv/app", LaunchEnvironment.Of(Reading.Spec(options), Unix, inherited)["PWD"]);
        Assert.Equal("/srv/app", LaunchEnvironment.Of(Reading.Spec(options), Unix, Nothing)["PWD"]);
        Assert.Equal("/supervisor", LaunchEnvironment.Of(Spec(), Unix, inherited)["PWD"]);
        Assert.Equal("/x", LaunchEnvironment.Of(Reading.Spec(options with { Environment = new Dictionary<string, string> { ["PWD"] = "/x" } }), Unix, inherited)["PWD"]);
        Assert.DoesNotContain("PWD", LaunchEnvironment.Of(Reading.Spec(options with { InheritEnvironment = false }), Unix, inherited).Keys);
    }

    [Fact]
    public void Without_a_host_of_its_own_a_socket_leaves_HOST_alone()
    {
        var inherited = new Dictionary<string, string> { ["HOST"] = "inherited" };

        Assert.Equal("inherited", LaunchEnvironment.Of(Spec(), Unix, inherited)["HOST"]);
        Assert.Equal("given", LaunchEnvironment.Of(Spec(("HOST", "given")), Unix, inherited)["HOST"]);
    }

    [Fact]
    public void Values_are_expanded_and_inherited_ones_are_not()
    {
        var inherited = new Dictionary<string, string> { ["RAW"] = "${PORT}" };
        var variables = LaunchEnvironment.Of(Spec(("URL", "http://${HOST}:${PORT}/${NAME}")), Tcp, inherited);

        Assert.Equal(("http://127.0.0.1:20001/web", "${PORT}"), (variables["URL"], variables["RAW"]));
    }

    public static TheoryData<ChildEndpoint, string> Urls => new()
    {
        { Tcp, "http://127.0.0.1:20001" },
        { new TcpEndpoint("::1", 20001), "http://[::1]:20001" },
        { Unix, "http://unix:/run/web.sock" },
        { new PipeEndpoint("web"), "http://pipe:/web" },
    };

    [Theory]
    [MemberData(nameof(Urls))]
    public void An_ASP_NET_Core_program_is_told_where_to_listen_instead_of_its_supervisor(ChildEndpoint endpoint, string url)
    {
        var inherited = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://+:80" };
        var spec = Reading.Spec(new ChildOptions { Script = "app.dll" });

        Assert.Equal(url, LaunchEnvironment.Of(spec, endpoint, inherited)["ASPNETCORE_URLS"]);
    }

    [Fact]
    public void Whatever_way_a_dll_or_cs_file_is_run_it_gets_the_address_unless_one_is_given()
    {
        var given = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "" };

        Assert.True(Reading.Spec(new ChildOptions { Script = "app.cs" }).AspNetUrls);
        Assert.True(Reading.Spec(new ChildOptions { Name = "web", Args = ["app.dll"] }).AspNetUrls);
        Assert.True(Reading.Spec(new ChildOptions { Name = "web", Command = "dotnet", Args = ["app.dll"] }).AspNetUrls);
        Assert.False(Reading.Spec(new ChildOptions { Name = "web", Args = ["app.js", "app.dll"] }).AspNetUrls);
        Assert.False(Reading.Spec(new ChildOptions { Script = "app.dll", Environment = given }).AspNetUrls);
    }

    [Fact]
    public void A_plan_is_all_an_engine_needs()
    {
        var ring = new OutputRing(16);
        Action<OutputBatch> log = static _ => { };
        var plan = Reading.Spec(new ChildOptions
        {
            Name = "web", Command = "app", Args = ["--port=${PORT}"], WorkingDirectory = "/srv",
            Stdout = OutputTarget.Log, Stderr = OutputTarget.None,
        }).ToPlan(Tcp, ring, log);

        Assert.Equal(("web", "app", "/srv", Tcp), (plan.Name, plan.Command, plan.WorkingDirectory, plan.Endpoint));
        Assert.Equal(["--port=20001"], plan.Args);
        Assert.Equal((OutputTarget.Log, OutputTarget.None, ring, log), (plan.Stdout, plan.Stderr, plan.Ring, plan.Log));
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), plan.Environment["PATH"]);
    }

    private static ChildSpec Spec(params (string Name, string Value)[] environment) =>
        Reading.Spec(new ChildOptions { Name = "web", Command = "app", Environment = environment.ToDictionary(v => v.Name, v => v.Value) });

    [Fact]
    public void What_is_said_to_or_of_the_supervisor_alone_is_not_inherited()
    {
        var given = new Dictionary<string, string>
        {
            ["PATH"] = "/bin", ["NOTIFY_SOCKET"] = "/run/notify", ["LISTEN_FDS"] = "1", ["OLDPWD"] = "/before", ["_"] = "/usr/bin/spinner",
        };
        Assert.Equal(["PATH"], LaunchEnvironment.InheritableOf(given).Keys);
        Assert.Contains("PATH", LaunchEnvironment.Inheritable.Keys);
    }
}
