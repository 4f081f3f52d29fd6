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
        var refused = await Assert.ThrowsAsync<SpinnerException>(() => Local.DeclareAsync(Web with { Name = "new", Attempts = 0 }));

        Assert.Equal(StartFailure.InvalidOptions, refused.Reason);
        Assert.Null(await _spinner.GetAsync("new"));
    }
}
