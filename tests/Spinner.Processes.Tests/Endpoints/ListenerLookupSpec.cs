using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Spinner.Actors;

namespace Spinner.Processes.Tests;

/// <summary>This process listens; who "we" are is told by the leader's pid: its own, or that of a harmless other process.</summary>
public sealed class ListenerLookupSpec : IDisposable
{
    private readonly Process _other = Process.Start(new ProcessStartInfo("sleep", "600"))!;
    private readonly TempDirectory _directory = new();

    public void Dispose()
    {
        _other.Kill();
        _other.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("::", "::1")]
    public void A_listener_that_would_answer_is_ours(string bound, string asked)
    {
        using var listener = Listen(IPAddress.Parse(bound));
        Assert.Equal(new ListenerVerdict.Ours(), ListenerLookup.VerdictOn(new TcpEndpoint(asked, PortOf(listener)), Environment.ProcessId));
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    public void A_dual_stack_listener_answers_for_IPv4(string bound)
    {
        using var listener = Listen(IPAddress.Parse(bound), dual: true);
        Assert.Equal(new ListenerVerdict.Ours(), ListenerLookup.VerdictOn(new TcpEndpoint("127.0.0.1", PortOf(listener)), Environment.ProcessId));
    }

    [Fact]
    public void Short_of_descriptors_nobody_is_called_a_stranger()
    {
        var endpoint = new TcpEndpoint("127.0.0.1", 4711);
        Assert.IsType<ListenerVerdict.Unknown>(ListenerLookup.VerdictOn(endpoint, Environment.ProcessId, _ => throw new IOException("Too many open files")));
        Assert.Null(OwnListener.Answers(endpoint, Environment.ProcessId, _ => throw new IOException("Too many open files")));
        Assert.Null(OwnListener.Answers(endpoint, Environment.ProcessId, _ => null));
        Assert.False(OwnListener.Answers(endpoint, Environment.ProcessId, _ => []));
    }

    [Fact]
    public void An_IPv6_listener_does_not_answer_for_IPv4()
    {
        using var listener = Listen(IPAddress.IPv6Loopback);
        Assert.Equal(new ListenerVerdict.Nobody(), ListenerLookup.VerdictOn(new TcpEndpoint("127.0.0.1", PortOf(listener)), Environment.ProcessId));
    }

    [Fact]
    public void A_socket_that_is_bound_but_does_not_listen_is_nobody()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(new ListenerVerdict.Nobody(), ListenerLookup.VerdictOn(new TcpEndpoint("127.0.0.1", PortOf(socket)), Environment.ProcessId));
        Assert.Null(ListenerLookup.OwnerOf(new TcpEndpoint("127.0.0.1", PortOf(socket))));
    }

    [Fact]
    public void A_listener_of_another_tree_is_a_stranger_with_pid_and_program()
    {
        using var listener = Listen(IPAddress.Loopback);
        var verdict = ListenerLookup.VerdictOn(new TcpEndpoint("127.0.0.1", PortOf(listener)), _other.Id);

        var stranger = Assert.IsType<ListenerVerdict.Stranger>(verdict);
        Assert.Equal(Environment.ProcessId, stranger.Owner.Pid);
        Assert.Equal(ProcStat.TryRead(Environment.ProcessId)!.Value.Program, stranger.Owner.Program);
        Assert.Equal(stranger.Owner, ListenerLookup.OwnerOf(new TcpEndpoint("127.0.0.1", PortOf(listener))));
    }

    [Fact]
    public void A_listener_is_a_stranger_to_a_leader_that_is_gone()
    {
        using var listener = Listen(IPAddress.Loopback);
        Assert.IsType<ListenerVerdict.Stranger>(ListenerLookup.VerdictOn(new TcpEndpoint("127.0.0.1", PortOf(listener)), 0x3FFFFF));
    }

    [Fact]
    public void The_listener_of_a_descendant_is_ours()
    {
        // The parent of this process stands for a launch whose grandchild listens: only the tree of parents leads here.
        var parent = ProcStat.TryRead(Environment.ProcessId)!.Value.Parent;
        using var listener = Listen(IPAddress.Loopback);
        Assert.Equal(new ListenerVerdict.Ours(), ListenerLookup.VerdictOn(new TcpEndpoint("127.0.0.1", PortOf(listener)), parent));
    }

    [Fact]
    public void The_session_of_the_leader_is_ours_even_without_the_leader()
    {
        var session = ProcStat.TryRead(_other.Id)!.Value.Session;
        Assert.Contains(_other.Id, ProcessTree.Of(session));
    }

    [Fact]
    public void A_less_exact_listener_of_a_stranger_is_never_reached()
    {
        using var exact = Listen(IPAddress.Loopback);
        using var wildcard = Listen(IPAddress.IPv6Any, PortOf(exact));
        Assert.Equal(new ListenerVerdict.Ours(), ListenerLookup.VerdictOn(new TcpEndpoint("127.0.0.1", PortOf(exact)), Environment.ProcessId));
    }

    [PythonFact]
    public void A_stranger_beside_us_on_the_same_port_is_a_stranger()
    {
        var script = "import socket,sys\ns=socket.socket();s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEPORT,1)\n"
            + "s.bind(('127.0.0.1',int(sys.argv[1])));s.listen();print('up',flush=True);sys.stdin.read()";
        using var ours = Listen(IPAddress.Loopback, reusePort: true);
        using var theirs = Process.Start(new ProcessStartInfo("python3", ["-c", script, PortOf(ours).ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("up", theirs.StandardOutput.ReadLine());

        // Our own children are ours: the leader must be the other one, which then sees us as the stranger beside it.
        var verdict = ListenerLookup.VerdictOn(new TcpEndpoint("127.0.0.1", PortOf(ours)), theirs.Id);
        theirs.Kill();
        Assert.Equal(Environment.ProcessId, Assert.IsType<ListenerVerdict.Stranger>(verdict).Owner.Pid);
    }

    [Fact]
    public void A_unix_listener_is_found_by_its_path()
    {
        var path = _directory.PathOf("a b.sock");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        Assert.Equal(new ListenerVerdict.Nobody(), ListenerLookup.VerdictOn(new UnixEndpoint(path), Environment.ProcessId));
        Assert.True(ListenTable.IsBound(path));

        socket.Listen();
        Assert.Equal(new ListenerVerdict.Ours(), ListenerLookup.VerdictOn(new UnixEndpoint(path), Environment.ProcessId));
        Assert.IsType<ListenerVerdict.Stranger>(ListenerLookup.VerdictOn(new UnixEndpoint(path), _other.Id));
        Assert.Equal(new ListenerVerdict.Nobody(), ListenerLookup.VerdictOn(new UnixEndpoint(path + "x"), Environment.ProcessId));
    }

    [Fact]
    public void A_pipe_is_unknown() => Assert.Equal(new ListenerVerdict.Unknown(), ListenerLookup.VerdictOn(new PipeEndpoint("x"), Environment.ProcessId));

    [Fact]
    public void A_program_may_have_parentheses_in_its_name()
    {
        var stat = ProcStat.Parse(7, "7 (x) Z 1 (y)) S 3 4 5 0 -1 0 0 0 0 0 0 0 0 0 20 0 2 0 9");
        Assert.Equal(new ProcStat(7, "x) Z 1 (y)", 'S', 3, 4, 5, 2, 9), stat);
        Assert.Null(ProcStat.Parse(7, "nonsense"));
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    private static Socket Listen(IPAddress address, int port = 0, bool dual = false, bool reusePort = false)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = dual;
        if (reusePort) socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(address, port));
        socket.Listen();
        return socket;
    }
}
