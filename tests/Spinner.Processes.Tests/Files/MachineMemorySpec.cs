namespace Spinner.Processes.Tests.Files;

public sealed class MachineMemorySpec : IDisposable
{
    private const string Gigabytes8 = "MemTotal:        8388608 kB\nMemFree:          100000 kB\nMemAvailable:     419430 kB\n";

    private readonly TempDirectory _root = new();

    private MachineMemory Memory => new(_root.Path);

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Without_a_cgroup_it_is_the_machines()
    {
        _root.Make("proc/meminfo", Gigabytes8);

        Assert.Equal(8L << 30, Memory.Total());
        Assert.Equal(0.05, Memory.Available()!.Value, 4);
    }

    [Fact]
    public void A_limit_of_any_cgroup_above_holds_in_version_2()
    {
        _root.Make("proc/meminfo", Gigabytes8);
        _root.Make("proc/self/cgroup", "0::/user.slice/app.service\n");
        _root.Make("sys/fs/cgroup/user.slice/app.service/memory.max", "max\n");
        Assert.Equal(8L << 30, Memory.Total());

        _root.Make("sys/fs/cgroup/user.slice/memory.max", "1073741824\n");

        Assert.Equal(1L << 30, Memory.Total());
    }

    [Fact]
    public void A_limit_of_version_1_holds_and_its_word_for_none_is_larger_than_any_machine()
    {
        _root.Make("proc/meminfo", Gigabytes8);
        _root.Make("proc/self/cgroup", "12:cpu,cpuacct:/c\n4:memory:/docker/abc\n0::/\n");
        _root.Make("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        Assert.Equal(8L << 30, Memory.Total());

        _root.Make("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "536870912\n");

        Assert.Equal(512L << 20, Memory.Total());
    }

    [Fact]
    public void Pressure_is_the_worse_of_the_machines_and_the_cgroups()
    {
        _root.Make("proc/pressure/memory", "some avg10=0.22 avg60=0.17 avg300=1.11 total=58761459\nfull avg10=90.00 avg60=0.13 avg300=0.96 total=51023\n");
        Assert.Equal(0.22, Memory.Pressure());

        _root.Make("proc/self/cgroup", "0::/app\n");
        _root.Make("sys/fs/cgroup/app/memory.pressure", "some avg10=12.50 avg60=0.17 avg300=1.11 total=1\n");

        Assert.Equal(12.5, Memory.Pressure());
    }

    [Fact]
    public void What_the_system_does_not_tell_is_not_known() => Assert.Equal((null, null, null), (Memory.Total(), Memory.Available(), Memory.Pressure()));
}
