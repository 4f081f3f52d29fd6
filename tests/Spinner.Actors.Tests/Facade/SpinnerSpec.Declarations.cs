namespace Spinner.Actors.Tests.Facade;

// Children that become known while it runs.
public sealed partial class SpinnerSpec
{
    private LocalSpinner Local => (LocalSpinner)_spinner;

    [Fact]
    public async Task What_is_declared_is_known_and_not_started()
    {
        var declared = await Local.DeclareAsync(Web with { Name = "new", Attempts = 7 });

        Assert.Equal(("new", ChildState.Stopped, 7), (declared.Name, declared.State, declared.Options.Attempts));
        Assert.Empty(_launcher.Launches);
        Assert.False((await _spinner.StartAsync("new")).AlreadyRunning);
    }

    [Fact]
    public async Task What_is_declared_with_autostart_is_started_once()
    {
        await Local.DeclareAsync(Web with { Name = "new", Autostart = true });

        await _spinner.StartAsync("new");
        Assert.Single(_launcher.Launches);
    }

    [Fact]
    public async Task Who_is_known_already_stays_as_it_is()
    {
        await _spinner.StartAsync("web");

        var still = await Local.DeclareAsync(Web with { Attempts = 7 });

        Assert.Equal(ChildState.Started, still.State);
        Assert.NotEqual(7, still.Options.Attempts);
        Assert.Single(_launcher.Launches);
    }

    [Fact]
    public async Task A_wrong_declaration_is_refused_and_nothing_is_known()
    {
        var refused = await Assert.ThrowsAsync<SpinnerRejectedException>(() => Local.DeclareAsync(Web with { Name = "new", Attempts = 0 }));

        Assert.Equal(SpinnerError.InvalidOptions, refused.Reason);
        Assert.Null(await _spinner.GetAsync("new"));
    }

    [Fact]
    public async Task A_start_that_waits_for_a_removal_takes_what_is_declared_by_then()
    {
        await RemoveWhile("web", () => Local.RemoveAsync("web"), async () =>
        {
            await Local.DeclareAsync(Web with { Attempts = 7 });
            return [_spinner.StartAsync("web"), _spinner.StartAsync("web")];
        });

        Assert.Equal((ChildState.Started, 7), (await Local.GetAsync("web")) is { } web ? (web.State, web.Options.Attempts) : default);
        Assert.Equal(2, _launcher.Launches.Count);
    }

    [Fact]
    public async Task A_child_nobody_declared_comes_back_with_the_options_it_had()
    {
        await _spinner.StartAsync(Web with { Name = "own", Attempts = 7 });

        await RemoveWhile("own", () => Local.RemoveAsync("own"), () => Task.FromResult<Task[]>([_spinner.StartAsync("own")]));

        Assert.Equal(7, (await Local.GetAsync("own"))!.Options.Attempts);
    }

    [Fact]
    public async Task A_forgotten_child_is_not_brought_back_by_its_name_alone()
    {
        await RemoveWhile("web", () => Local.UndeclareAsync("web"), () =>
        {
            Task[] asked = [_spinner.StartAsync("web"), _spinner.RestartAsync("web"), _spinner.UseAsync("web").AsTask()];
            return Task.FromResult(asked.Select(IsRefusedAsync).ToArray());
        });

        Assert.Null(await Local.GetAsync("web"));
        Assert.Single(_launcher.Launches);
        Assert.Equal(new NoSuchChild("web") { Detail = "no child 'web'; none is declared" }, await Local.UndeclareAsync("web"));

        static async Task IsRefusedAsync(Task asked) => Assert.Equal(SpinnerError.NoSuchChild, (await Assert.ThrowsAsync<SpinnerRejectedException>(() => asked)).Reason);
    }

    [Fact]
    public async Task A_forgotten_child_comes_back_with_options_of_its_own_or_declared_anew()
    {
        await RemoveWhile("web", () => Local.UndeclareAsync("web"), () => Task.FromResult<Task[]>([_spinner.StartAsync(Web with { Attempts = 7 })]));
        Assert.Equal(7, (await Local.GetAsync("web"))!.Options.Attempts);

        await RemoveWhile("web", () => Local.UndeclareAsync("web"), async () =>
        {
            await Local.DeclareAsync(Web with { Attempts = 8 });
            return [_spinner.StartAsync("web")];
        });
        Assert.Equal(8, (await Local.GetAsync("web"))!.Options.Attempts);
    }

    /// <summary>Removes a started child that takes its time, and lets it end when what is asked meanwhile is asked.</summary>
    private async Task RemoveWhile(string name, Func<Task<IRemoveReply>> remove, Func<Task<Task[]>> ask)
    {
        await _spinner.StartAsync(name);
        var last = _launcher.Last;
        last.OnTerminate = null;
        var removal = remove();
        await AwaitConditionAsync(async () => (await _spinner.GetAsync(name))!.State == ChildState.Stopping);
        var asked = await ask();

        last.Exit(0);

        Assert.Equal(new ChildRemoved(name), await removal);
        await Task.WhenAll(asked);
    }
}
