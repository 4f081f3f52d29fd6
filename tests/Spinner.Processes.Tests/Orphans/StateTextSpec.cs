using Spinner.Actors;

namespace Spinner.Processes.Tests.Orphans;

/// <summary>State files as text: growth, and every way to be cut off.</summary>
public sealed class StateTextSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly SupervisorMark _mark = SupervisorMark.New();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_says_who_lives()
    {
        using var file = Create();
        file.Add(new LivingGroup(100, 5));
        file.Add(new LivingGroup(200, 6));
        file.Remove(100);
        var text = StateText.Parse(LockedText.Of(file.Path));
        Assert.Equal([new LivingGroup(200, 6)], text.Living);
        Assert.Equal((Environment.ProcessId, StateText.BootId(), 0), (text.Owner!.Value.Id, text.Boot!, text.Broken));
    }

    [Theory]
    [InlineData("/run/spinner/ab.sock", "/run/spinner/ab.sock")]
    [InlineData("/tmp/a b/\n.sock", "/tmp/a\\0040b/\\0012.sock")]
    [InlineData("/tmp/$(id)\\/ä.sock", "/tmp/\\0044\\0050id\\0051\\0134/\\0303\\0244.sock")]
    public void It_says_which_sockets_there_are_in_characters_no_shell_misreads(string path, string written)
    {
        var socket = new OwnedSocket(3, path, 17);
        Assert.Equal($"s 3 17 {written}\n", socket.Line);
        Assert.Equal([socket], StateText.Parse(socket.Line).Sockets);
        Assert.Empty(StateText.Parse(socket.Line + socket.LineOfEnd).Sockets);
    }

    [Theory]
    [InlineData("s 3 17 relative.sock")]
    [InlineData("s 3 17 /a b")]
    [InlineData("s 3 17 /a\\040")]
    [InlineData("s 3 17 /a\\0999")]
    [InlineData("s 3 17 /a\\0777")]
    [InlineData("s 3 17 /a\\0000")]
    [InlineData("s x 17 /a")]
    [InlineData("s 3 -1 /a")]
    public void A_socket_that_makes_no_sense_is_none(string line)
    {
        var text = StateText.Parse(line + "\n");
        Assert.Empty(text.Sockets);
        Assert.Equal(1, text.Broken);
    }

    [Fact]
    public void It_does_not_grow_for_ever_and_forgets_nobody()
    {
        using var file = Create();
        for (var id = 2; id < 300; id++) file.Add(new LivingGroup(id, 7));
        for (var turn = 0; turn < 20_000; turn++)
        {
            file.Add(new LivingGroup(1_000_000 + turn, 8));
            file.Remove(1_000_000 + turn);
        }

        var text = StateText.Parse(LockedText.Of(file.Path));
        Assert.InRange(new FileInfo(file.Path).Length, 1, 64 * 1024);
        Assert.Equal((298, 0), (text.Living.Count, text.Broken));
    }

    [Fact]
    public void A_death_at_any_byte_of_writing_it_anew_loses_nobody()
    {
        var owner = StateText.FirstLine(new LivingGroup(50, 1), "boot");
        var before = owner + string.Concat(Enumerable.Range(100, 50).Select(id => new LivingGroup(id, 3).Line + LivingGroup.LineOfEnd(id) + new LivingGroup(id + 100, 4).Line));
        var after = owner + string.Concat(Enumerable.Range(200, 50).Select(id => new LivingGroup(id, 4).Line));
        var living = StateText.Parse(before).Living.Order(Comparer<LivingGroup>.Create((a, b) => a.Id - b.Id));

        var half = StateText.Parse(after + before[after.Length..]);

        Assert.Equal(living, half.Living.Order(Comparer<LivingGroup>.Create((a, b) => a.Id - b.Id)));
        Assert.InRange(half.Broken, 0, 1);
    }

    [Fact]
    public void A_line_cut_off_at_any_byte_is_left_out()
    {
        const string Line = "+ 12345 67890\n";
        for (var length = 1; length < Line.Length; length++)
        {
            var text = StateText.Parse("+ 7 8\n" + Line[..length]);
            Assert.Equal((new LivingGroup(7, 8), 1), (Assert.Single(text.Living), text.Broken));
        }
    }

    [Fact]
    public void A_directory_others_may_write_in_is_refused()
    {
        File.SetUnixFileMode(_directory.Path, (UnixFileMode)0b111_111_111);
        var refused = Assert.Throws<IOException>(() => StateDirectory.Open(_directory.Path, _mark, _ => { }));
        Assert.Contains(_directory.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("may be written by other users (mode 777", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_no_directory() =>
        Assert.Contains("notes", Assert.Throws<IOException>(() => Engines.Choose(EngineChoice.Auto, stateDirectory: _directory.Make("notes"))).Message, StringComparison.Ordinal);

    [Fact]
    public void It_is_made_for_this_user_alone()
    {
        using var file = StateDirectory.Open(_directory.PathOf("a", "b"), _mark, _ => { });
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(_directory.PathOf("a", "b")));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void A_living_supervisors_file_stays_even_where_locks_do_nothing()
    {
        var us = ProcStat.Read(Environment.ProcessId)!.Value;
        var path = _directory.Make($"{Guid.NewGuid():D}-0.state", StateText.FirstLine(new LivingGroup(us.Pid, us.StartTime), StateText.BootId()));
        OrphanSweep.Run(_directory.Path, _ => { });
        Assert.True(File.Exists(path));
    }

    private StateFile Create() => StateFile.Create(_directory.Path, _mark, message => Assert.Fail(message));
}
