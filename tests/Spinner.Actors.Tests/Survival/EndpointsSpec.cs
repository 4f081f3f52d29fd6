namespace Spinner.Actors.Tests.Survival;

/// <summary>Where children listen, over all kinds of endpoints and over launches.</summary>
public class EndpointsSpec : SurvivalSpecs
{
    [Fact(Timeout = Limit)]
    public async Task Two_spinners_never_share_a_port()
    {
        const int each = 4;
        var first = Dummy.FreeTcp().Port;
        // Wide enough for other tests, and what lingers of their connections, to be in it.
        var range = new PortRange(first, Math.Min(first + 400, 65535));
        var other = CreateSpinner(Options with { PortRange = range }, "other");
        var one = CreateSpinner(Options with { PortRange = range }, "one");
        var names = Enumerable.Range(0, each).Select(i => $"child {i}");
        var all = await Task.WhenAll(names.SelectMany(name => new[] { one, other }.Select(s => s.StartAsync(Child("bind") with { Name = name }))));
        Assert.Equal(2 * each, all.Select(ready => ready.Endpoint).Distinct().Count());
        foreach (var ready in all) Assert.Equal($"{ready.Pid}", await Dummy.GetAsync(ready.Endpoint, "/pid"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_fixed_port_is_used_again_by_every_launch()
    {
        var port = Dummy.FreeTcp();
        var child = Child("bind") with { Endpoint = EndpointSpec.Port(port.Port) };
        Assert.Equal(port, (await Spinner.StartAsync(child)).Endpoint);
        // The child closes first, so the end of this connection stays with its port as TIME_WAIT.
        await Dummy.GetAsync(port);
        await Spinner.StopAsync(Name);
        Assert.Equal(port, (await Spinner.StartAsync(Name)).Endpoint);
        await Dummy.GetAsync(port);
        Assert.Equal(port, Assert.IsType<ChildReady>(await Spinner.RestartAsync(Name)).Endpoint);
        Assert.Equal(TransitionCause.Restart, (await Told.NextAsync<ChildRestarted>()).Cause);
        await Dummy.EndAsync(port, "/crash");
        Assert.Equal(port, (await Told.NextAsync<ChildRestarted>()).Endpoint);
        Assert.Equal("hello, world", await Dummy.GetAsync(port));
    }

    [Fact(Timeout = Limit)]
    public async Task A_fixed_port_belongs_to_one_child_at_a_time()
    {
        var port = EndpointSpec.Port(Dummy.FreeTcp().Port);
        await Spinner.StartAsync(Child("bind") with { Endpoint = port });
        var error = await FailsAsync(Spinner.StartAsync(Child("bind") with { Name = "other", Endpoint = port }));
        Assert.Equal(SpinnerError.NoEndpoint, error.Reason);
        Assert.Contains("another child", error.Message, StringComparison.Ordinal);
        await Spinner.StopAsync(Name);
        Assert.Equal(1, (await Spinner.StartAsync("other")).Launch);
    }

    [Fact(Timeout = Limit)]
    public async Task A_fixed_path_is_used_again_by_every_launch_and_its_file_removed()
    {
        var path = new UnixEndpoint(PathOf("fixed.sock"));
        Assert.Equal(path, (await Spinner.StartAsync(Child("bind") with { Endpoint = EndpointSpec.Path(path.Path) })).Endpoint);
        Assert.Equal(path, Assert.IsType<ChildReady>(await Spinner.RestartAsync(Name)).Endpoint);
        Assert.Equal("hello, world", await Dummy.GetAsync(path));
        await Spinner.StopAsync(Name);
        Assert.Equal(path, (await Spinner.StartAsync(Name)).Endpoint);
        await Spinner.StopAsync(Name);
        await Eventually.HoldsAsync(() => !File.Exists(path.Path), "the socket file is removed");
    }

    [Fact(Timeout = Limit)]
    public async Task A_unix_socket_lies_in_the_run_directory_and_goes_with_its_launch()
    {
        var first = await Spinner.StartAsync(Child("bind") with { Endpoint = EndpointSpec.Unix });
        var socket = Assert.IsType<UnixEndpoint>(first.Endpoint).Path;
        Assert.Equal(PathOf("run"), Path.GetDirectoryName(socket));
        Assert.Equal(socket, await Dummy.GetAsync(first.Endpoint, "/env/PORT"));
        Assert.Equal("", await Dummy.GetAsync(first.Endpoint, "/env/HOST"));

        await Dummy.EndAsync(first.Endpoint, "/crash");
        var second = Assert.IsType<UnixEndpoint>((await Told.NextAsync<ChildRestarted>()).Endpoint);
        Assert.NotEqual(socket, second.Path);
        await Eventually.HoldsAsync(() => !File.Exists(socket), "the socket of the crashed launch is removed");
        await Spinner.StopAsync(Name);
        await Eventually.HoldsAsync(() => !File.Exists(second.Path), "the socket of the stopped launch is removed");
    }

    [Fact(Timeout = Limit)]
    public async Task A_child_that_listens_on_IPv6_only_is_ready_there()
    {
        var ready = await Spinner.StartAsync(Shell("HOST=::1; export HOST; dummy bind"));
        Assert.Equal("::1", Assert.IsType<TcpEndpoint>(ready.Endpoint).Host);
        Assert.Equal($"{ready.Pid}", await Dummy.GetAsync(ready.Endpoint, "/pid"));
    }
}
