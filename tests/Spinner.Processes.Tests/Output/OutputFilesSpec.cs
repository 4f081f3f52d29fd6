using System.Collections.Concurrent;
using System.Text;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Output;

public sealed class OutputFilesSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly string _path;

    public OutputFilesSpec() => _path = _directory.PathOf("out.log");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_removed_file_is_made_again()
    {
        using var file = FileWriting.Open(_path);
        await file.WriteAsync("one\n"u8.ToArray());
        File.Delete(_path);
        await file.WriteAsync("two\n"u8.ToArray());
        Assert.Equal("two\n", await File.ReadAllTextAsync(_path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_renamed_file_is_left_for_the_one_the_path_names(bool isMadeAnew)
    {
        using var file = FileWriting.Open(_path);
        await file.WriteAsync("one\n"u8.ToArray());
        File.Move(_path, _path + ".1");
        if (isMadeAnew) await File.WriteAllTextAsync(_path, "head\n");
        await file.WriteAsync("two\n"u8.ToArray());
        Assert.Equal("one\n", await File.ReadAllTextAsync(_path + ".1"));
        Assert.Equal(isMadeAnew ? "head\ntwo\n" : "two\n", await File.ReadAllTextAsync(_path));
    }

    [Fact]
    public async Task A_truncated_file_goes_on_at_its_beginning()
    {
        using var file = FileWriting.Open(_path);
        await file.WriteAsync("one\n"u8.ToArray());
        await File.WriteAllTextAsync(_path, "");
        await file.WriteAsync("two\n"u8.ToArray());
        Assert.Equal("two\n", await File.ReadAllTextAsync(_path));
    }

    [Fact]
    public async Task Reopening_opens_every_file_at_its_next_write()
    {
        using var file = FileWriting.Open("/dev/null");
        var before = file.Opened;
        await file.WriteAsync("one\n"u8.ToArray());
        Assert.Same(before, file.Opened);
        OutputFiles.Reopen();
        await file.WriteAsync("two\n"u8.ToArray());
        Assert.NotSame(before, file.Opened);
    }

    [Fact]
    public async Task A_directory_that_is_gone_loses_lines_until_it_is_back()
    {
        var directory = _directory.PathOf("logs");
        var path = Path.Combine(directory, "out.log");
        Directory.CreateDirectory(directory);
        var (sink, notes) = SinkOf(FileWriting.Open(path));
        await sink.WriteAsync("one\n"u8.ToArray());
        Directory.Delete(directory, recursive: true);
        await sink.WriteAsync("two\nthr"u8.ToArray());
        Directory.CreateDirectory(directory);
        await sink.WriteAsync("ee\nfour\n"u8.ToArray());
        await sink.CompleteAsync();
        Assert.Equal("four\n", await File.ReadAllTextAsync(path));
        Assert.Collection(
            notes,
            first => Assert.Contains("directory does not exist", first, StringComparison.Ordinal),
            second => Assert.Contains("2 lines (10 bytes)", second, StringComparison.Ordinal));
    }

    [Fact(Timeout = 90_000)]
    public async Task A_full_disk_is_told_once_and_written_again_when_there_is_room()
    {
        var writer = new FullWriter();
        var (sink, notes) = SinkOf(writer);
        await sink.WriteAsync("one\ntw"u8.ToArray());
        writer.IsFull = true;
        await sink.WriteAsync("o\nthree\n"u8.ToArray());
        await sink.WriteAsync("four\n"u8.ToArray());
        writer.IsFull = false;
        await sink.WriteAsync("five\n"u8.ToArray());
        await sink.CompleteAsync();
        Assert.Equal("one\ntw\nfive\n", writer.Text);
        Assert.Equal(["the file cannot be written to: No space. What comes is lost until it can be again.", "3 lines (13 bytes) for the file were lost; it is written again."], notes);
    }

    [Fact]
    public async Task A_device_that_is_always_full_is_told()
    {
        var (sink, notes) = SinkOf(FileWriting.Open("/dev/full"));
        await sink.WriteAsync("one\n"u8.ToArray());
        await sink.CompleteAsync();
        Assert.Collection(
            notes,
            first => Assert.Contains("No space left", first, StringComparison.Ordinal),
            second => Assert.Contains("1 lines (4 bytes)", second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pipe", SpawnFailure.Refused, "a pipe that nobody reads")]
    [InlineData("socket", SpawnFailure.Refused, "it is a socket")]
    [InlineData("directory", SpawnFailure.Refused, "it is a directory")]
    [InlineData("/dev/ptmx", SpawnFailure.Refused, "it is a device")]
    [InlineData("no/such", SpawnFailure.NoSuchDirectory, "directory does not exist")]
    public void What_is_no_file_is_refused_at_once(string what, SpawnFailure expected, string why)
    {
        var path = _directory.PathOf(what);
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0);
        if (what == "pipe") Commands.Run("mkfifo", path);
        if (what == "socket") socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
        if (what == "directory") Directory.CreateDirectory(path);
        var refused = Assert.Throws<OutputFileException>(() => FileWriting.Open(what[0] == '/' ? what : path));
        Assert.Equal(expected, refused.Failure);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static (WriterSink Sink, ConcurrentQueue<string> Notes) SinkOf(IOutputWriter writer)
    {
        var notes = new ConcurrentQueue<string>();
        return (new WriterSink(writer, "the file", notes.Enqueue), notes);
    }

    private sealed class FullWriter : IOutputWriter
    {
        private readonly StringBuilder _text = new();

        public bool IsFull { get; set; }

        public string Text => _text.ToString();

        public bool IsInLine => _text.Length > 0 && _text[^1] != '\n';

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            if (IsFull) throw new IOException("No space");
            _text.Append(Encoding.UTF8.GetString(bytes.Span));
            return ValueTask.CompletedTask;
        }

        public void Dispose()
        {
        }
    }
}
