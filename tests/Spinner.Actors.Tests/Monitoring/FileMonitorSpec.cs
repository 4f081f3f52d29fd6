using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Monitoring;
using Spinner.Actors.Tests.Table;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Monitoring;

[Collection(TableSystem.Collection)]
public sealed class FileMonitorSpec : IProcessLauncher, IDisposable
{
    private static int _monitors;
    private readonly FakeTimeProvider _clock = new();
    private readonly TableSystem _table;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("spinner-monitor-");
    private readonly List<Action> _beside = [];
    private readonly IActorRef _files;
    private readonly Listener _child;
    private bool _reads = true;
    private Action<string>? _touched;
    private Action _onWatcher = static () => { };
    private SpawnException? _refusal;

    public FileMonitorSpec(TableSystem table)
    {
        _table = table;
        _child = new Listener(table.System);
        _files = table.Create(FileMonitor.Props(this, _clock, Beside), $"files-{++_monitors}");
        Write("as it was");
    }

    private string File => Path.Combine(_directory.FullName, "script");

    public void Dispose()
    {
        _table.System.Stop(_files);
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void A_change_is_told_when_it_is_quiet()
    {
        Watched();
        Write("changed");
        Touch();
        Pass(0.099);
        _child.Waits();

        Pass(0.001);

        Assert.Equal(File, _child.Gets<ContentChanged>().Path);
    }

    [Fact]
    public void Of_several_each_counts_and_what_is_left_out_does_not()
    {
        var (one, other, left) = (Path.Combine(_directory.FullName, "a.js"), Path.Combine(_directory.FullName, "b.json"), Path.Combine(_directory.FullName, "x.js"));
        foreach (var path in new[] { one, other, left }) System.IO.File.WriteAllText(path, "1");
        var files = new MonitoredFiles([Path.Combine(_directory.FullName, "*.js"), other, "!" + left]);
        _files.Tell(new WatchPath("all", new AdmissionRequest("web", EndpointSpec.Tcp), static () => null) { Files = files }, _child);
        _child.Take<PathWatched>();

        foreach (var (path, root, counts) in new[] { (one, _directory.FullName, true), (other, other, true), (left, _directory.FullName, false) })
        {
            System.IO.File.WriteAllText(path, "2");
            _touched!(root);
            Pass(5);
            if (counts) Assert.Equal("all", _child.Take<ContentChanged>().Path);
            else _child.Waits();
        }
    }

    [Fact]
    public void A_touch_without_a_change_is_none()
    {
        Watched();

        Touch();
        Pass(5);

        _child.Waits();
    }

    [Fact]
    public void A_change_amid_noise_without_end_is_told_within_a_second()
    {
        Watched();
        Write("changed");

        for (var i = 0; i < 26; i++)
        {
            Touch();
            Pass(0.04);
        }

        _child.Gets<ContentChanged>();
    }

    [Fact]
    public void Files_that_are_copied_in_one_after_the_other_are_told_a_few_times()
    {
        Watched();
        for (var i = 0; i < 12; i++)
        {
            Write($"copied {i}");
            Touch();
            for (var t = 0; t < 25; t++) Pass(0.01);
        }
        Pass(10);

        Assert.InRange(_child.Heard.Count, 2, 5);
    }

    [Fact]
    public void What_cannot_be_launched_yet_is_told_when_it_can()
    {
        Watched();
        _refusal = new SpawnException(SpawnFailure.Unavailable, "Text file busy");
        Write("half of it");
        Touch();
        for (var i = 0; i < 10; i++) Pass(1);
        _child.Waits();

        _refusal = null;
        Pass(5);

        _child.Gets<ContentChanged>();
        Pass(60);
        _child.Gets<ContentChanged>();
    }

    [Fact]
    public void A_change_that_nobody_tells_of_just_after_the_first_look_is_found()
    {
        Watched();
        Write("changed");

        Pass(0.1);

        _child.Gets<ContentChanged>();
    }

    [Fact]
    public void What_changes_until_it_is_watched_is_no_change()
    {
        _onWatcher = () => Write("changed");
        Watched();

        Pass(5);

        _child.Waits();
    }

    [Fact]
    public void A_path_that_takes_long_to_read_keeps_no_other_waiting()
    {
        _reads = false;
        var slow = new Listener(_table.System);
        Watch(slow);
        _reads = true;
        slow.Waits();

        Watch(_child, Path.Combine(_directory.FullName, "other"));
        _child.Gets<PathWatched>();

        _beside.ForEach(look => look());
        slow.Gets<PathWatched>();
    }

    [Fact]
    public void Who_watches_while_another_looks_gets_a_look_of_its_own()
    {
        _reads = false;
        Watch(new Listener(_table.System));
        Watch(_child);
        _reads = true;

        _beside.ForEach(look => look());

        _child.Gets<PathWatched>();
    }

    [Fact]
    public void A_check_that_throws_ends_nothing()
    {
        _files.Tell(new WatchPath(File, new AdmissionRequest("web", EndpointSpec.Tcp), () => throw new InvalidOperationException("a bug")), _child);
        _child.Take<PathWatched>();
        Write("changed");
        Touch();
        Pass(0.1);

        var other = new Listener(_table.System);
        Watch(other);
        other.Gets<PathWatched>();
    }

    PathWatcher IProcessLauncher.WatchFiles(Action<string> touched, TimeProvider clock, Action<string> notice)
    {
        _touched = touched;
        _onWatcher();
        return new PathWatcher(static _ => { }, clock, notice);
    }

    ILaunch IProcessLauncher.Launch(LaunchPlan plan, ILaunchObserver observer) => throw new NotSupportedException();

    private void Beside(Action look)
    {
        if (_reads) look();
        else _beside.Add(look);
    }

    private void Watched()
    {
        Watch(_child);
        _child.Take<PathWatched>();
    }

    private void Watch(Listener child, string? path = null) =>
        _files.Tell(new WatchPath(path ?? File, new AdmissionRequest("web", EndpointSpec.Tcp), () => _refusal), child);

    private void Touch() => _touched!(File);

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    private void Write(string content) => System.IO.File.WriteAllText(File, content);
}
