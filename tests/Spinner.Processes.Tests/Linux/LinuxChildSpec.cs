using System.Globalization;
using Spinner.Actors;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Linux;

/// <summary>What a child of the Linux engine inherits: nothing.</summary>
public sealed class LinuxChildSpec : IDisposable
{
    private const int TimeLimit = 90_000;

    // 32 and 33 are glibc's own; posix_spawn(3) leaves them ignored in every child.
    private const ulong OfGlibc = 0x180000000;

    private readonly Running _running = Fleet.Launch(new LinuxLauncher(), Fleet.Plan("sleep", "4711"));

    private int Pid => _running.Launch.Pid;

    public void Dispose() => _running.Launch.Dispose();

    [Theory]
    [InlineData("SigIgn")]
    [InlineData("SigBlk")]
    public void No_signal_is_ignored_or_blocked(string field) =>
        Assert.Equal(0UL, ulong.Parse(Fleet.StatusOf(Pid, field), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & ~OfGlibc);

    [Fact(Timeout = 90_000)]
    public async Task Bytes_that_are_no_text_arrive_as_they_are()
    {
        using var directory = new TempDirectory();
        var odd = "caf\udce9";
        var stdout = new CaptureStream();
        var plan = Fleet.Plan("sh", "-c", "printf %s \"$X$1$(pwd)\" | od -An -tx1 | tr -d ' \\n'; echo", "sh", odd) with { Stdout = OutputTarget.Stream(stdout) };
        Commands.Run("sh", "-c", "mkdir \"$1/$(printf 'caf\\351')\"", "sh", directory.Path);
        plan = plan with
        {
            Environment = new Dictionary<string, string>(plan.Environment) { ["X"] = odd },
            WorkingDirectory = directory.PathOf(odd),
        };
        Assert.Equal(ExitStatus.Exited(0), (await Fleet.Launch(new LinuxLauncher(), plan).EndAsync()).Status);
        var latin = "636166e9";
        Assert.Equal(latin + latin + Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(directory.Path + "/")) + latin, await stdout.LineAsync(""));
        // .NET could not remove it.
        Commands.Run("sh", "-c", "rmdir \"$1\"/*", "sh", directory.Path);
    }

    [PythonFact(Timeout = 90_000)]
    public async Task A_socket_whose_path_is_no_text_is_found_asked_and_removed()
    {
        using var directory = new TempDirectory();
        var endpoint = new UnixEndpoint(directory.PathOf("caf\udce9"));
        const string Listening = "import os,socket,time\ns=socket.socket(socket.AF_UNIX)\ntime.sleep(0.2)\ns.bind(os.environb[b'PORT'])\ns.listen()\ntime.sleep(4711)";
        var plan = Fleet.Plan("python3", "-c", Listening) with { Endpoint = endpoint };
        plan = plan with { Environment = new Dictionary<string, string>(plan.Environment) { ["PORT"] = endpoint.PortValue } };
        var running = Fleet.Launch(new LinuxLauncher(), plan);
        using var child = running.Launch;

        Assert.Equal(new LaunchReady(endpoint, Verified: true), await running.Observer.WhenReady);
        Assert.True(running.Launch.IsListening());
        await (await endpoint.ConnectAsync()).DisposeAsync();
        Assert.Contains(running.Launch.Pid.ToString(CultureInfo.InvariantCulture),
            Assert.Throws<NoEndpointException>(() => SocketFile.RemoveStale(endpoint.Path)).Message, StringComparison.Ordinal);

        running.Launch.Kill();
        await running.EndAsync();
        SocketFile.RefuseBadPath(endpoint.Path);
        SocketFile.RemoveStale(endpoint.Path);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public void It_leads_a_session()
    {
        var stat = ProcStat.Read(Pid)!.Value;
        Assert.Equal((Pid, Pid), (stat.Session, stat.Group));
    }

    [Fact]
    public async Task It_has_no_descriptor_but_the_three()
    {
        // For a moment the loader has a library of its own open.
        await Eventually.HoldsAsync(
            () => Directory.GetFileSystemEntries($"/proc/{Pid}/fd").Select(Path.GetFileName).Order().SequenceEqual(["0", "1", "2"]), "it has three descriptors");
        Assert.Equal("/dev/null", new FileInfo($"/proc/{Pid}/fd/0").LinkTarget);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_descriptor_that_the_supervisor_inherited_stays_behind()
    {
        // Without O_CLOEXEC, as a shell or a service manager may leave one open.
        var inherited = Libc.Open("/dev/null", 1, 0);
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(inherited, ownsHandle: true);
        var later = Fleet.Launch(new LinuxLauncher(), Fleet.Plan("sleep", "4711"));
        // At its start it opens files of its own for a moment.
        await Eventually.HoldsAsync(() => Directory.GetFileSystemEntries($"/proc/{later.Launch.Pid}/fd").Length == 3, "it has its three descriptors and no other");
        later.Launch.Kill();
        await later.EndAsync();
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("kill -PIPE $$", 13)]
    [InlineData("kill -INT $$", 2)]
    [InlineData("kill -KILL $$", 9)]
    public async Task A_signal_is_told_as_a_signal(string script, int signal) =>
        Assert.Equal(ExitStatus.Killed(signal), (await Fleet.Launch(new LinuxLauncher(), Fleet.Plan("sh", "-c", script)).EndAsync()).Status);

    [Theory(Timeout = TimeLimit)]
    [InlineData(137)]
    [InlineData(143)]
    [InlineData(255)]
    public async Task An_exit_code_above_128_is_told_as_a_code(int code) =>
        Assert.Equal(ExitStatus.Exited(code), (await Fleet.Launch(new LinuxLauncher(), Fleet.Plan("sh", "-c", $"exit {code}")).EndAsync()).Status);

    [Fact]
    public void A_zero_byte_is_refused()
    {
        var refused = Assert.Throws<SpawnException>(() => Fleet.Launch(new LinuxLauncher(), Fleet.Plan("true", "a\0b")));
        Assert.Equal(SpawnFailure.Refused, refused.Failure);
    }
}
