using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;

namespace Spinner.Processes.Tests;

public sealed class PortTableSpec
{
    private readonly PortTable _table = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly PortRange _range = FreeRange(5);

    [Fact]
    public void Every_port_of_a_range_is_granted_once()
    {
        var ports = Enumerable.Range(0, 5).Select(_ => _table.Reserve(_range)).ToList();
        Assert.Equal(Enumerable.Range(_range.First, 5), ports.Order());
        var none = Assert.Throws<NoEndpointException>(() => _table.Reserve(_range));
        Assert.StartsWith($"No port of {_range} is free: 5 in use by children, 0 cooling down", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_released_port_cools_down_for_a_minute()
    {
        var port = Enumerable.Range(0, 5).Select(_ => _table.Reserve(_range)).ToList()[^1];
        _table.Release(port, _clock);
        _clock.Advance(TimeSpan.FromSeconds(59.9));
        var none = Assert.Throws<NoEndpointException>(() => _table.Reserve(_range));
        Assert.Contains("4 in use by children, 1 cooling down for up to 60 s", none.Message, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(port, _table.Reserve(_range));
    }

    [Fact]
    public void Ports_go_round_robin()
    {
        var range = FreeRange(10);
        var first = _table.Reserve(range);
        _table.Release(first, _clock);
        _clock.Advance(PortTable.CoolDown);
        Assert.Equal(first == range.Last ? range.First : first + 1, _table.Reserve(range));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::")]
    public void A_port_somebody_listens_on_is_passed_over(string address)
    {
        using var listener = Listen(IPAddress.Parse(address), _range.First);
        var ports = Enumerable.Range(0, 4).Select(_ => _table.Reserve(_range)).ToList();
        Assert.DoesNotContain(_range.First, ports);
        Assert.Contains("1 held by other programs", Assert.Throws<NoEndpointException>(() => _table.Reserve(_range)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_with_remnants_of_a_connection_is_passed_over_in_a_range_and_accepted_as_a_fixed_one()
    {
        await LeaveTimeWait(_range.First);
        Assert.False(PortProbe.IsUnused(_range.First));

        _table.ReserveFixed(_range.First);
        using var restarted = Listen(IPAddress.Loopback, _range.First);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::")]
    public void A_fixed_port_with_a_living_listener_is_refused_with_its_owner(string address)
    {
        using (Listen(IPAddress.Parse(address), _range.First))
        {
            var taken = Assert.Throws<NoEndpointException>(() => _table.ReserveFixed(_range.First));
            Assert.StartsWith($"Port {_range.First} is already in use by pid {Environment.ProcessId} (", taken.Message, StringComparison.Ordinal);
        }

        _table.ReserveFixed(_range.First);
    }

    [Fact]
    public void A_fixed_port_is_exclusive_and_does_not_cool_down()
    {
        _table.ReserveFixed(_range.First);
        Assert.Contains("another child", Assert.Throws<NoEndpointException>(() => _table.ReserveFixed(_range.First)).Message, StringComparison.Ordinal);
        _table.Release(_range.First, _clock);
        _table.ReserveFixed(_range.First);
    }

    [Fact]
    public void A_port_asked_for_by_number_is_never_granted_as_a_fresh_one()
    {
        _table.ReserveFixed(_range.First);
        _table.Release(_range.First, _clock);
        Assert.DoesNotContain(_range.First, Enumerable.Range(0, 4).Select(_ => _table.Reserve(_range)));
        Assert.Throws<NoEndpointException>(() => _table.Reserve(_range));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_number_that_is_no_port_is_refused(int port) =>
        Assert.Contains("1 to 65535", Assert.Throws<NoEndpointException>(() => _table.ReserveFixed(port)).Message, StringComparison.Ordinal);

    internal static Socket Listen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port));
        socket.Listen();
        return socket;
    }

    // The side that closes first keeps the remnant: the server, as when a supervisor stops it.
    private static async Task LeaveTimeWait(int port)
    {
        using var listener = Listen(IPAddress.Loopback, port);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var served = await listener.AcceptAsync();
        served.Shutdown(SocketShutdown.Both);
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]));
        client.Shutdown(SocketShutdown.Both);
        Assert.Equal(0, await served.ReceiveAsync(new byte[1]));
    }

    [Theory]
    [InlineData(SocketError.TooManyOpenSockets, true, "Too many open files")]
    [InlineData(SocketError.NoBufferSpaceAvailable, true, "")]
    [InlineData(SocketError.AddressAlreadyInUse, false, "Address already in use")]
    public void A_want_of_descriptors_may_pass_and_is_told_as_such(SocketError error, bool mayPass, string told)
    {
        var refused = new SocketException((int)error);

        Assert.Equal(mayPass, Errno.MayPass(refused));
        Assert.StartsWith(told, ErrorText.Of(refused), StringComparison.Ordinal);
        Assert.DoesNotContain("in system", ErrorText.Of(refused), StringComparison.Ordinal);
    }

    // Far from the default range, and looked at beforehand: other programs run on this machine.
    private static PortRange FreeRange(int count)
    {
        for (var first = Random.Shared.Next(10000, 14000); first < 19000; first += count)
        {
            if (Enumerable.Range(first, count).All(PortProbe.IsUnused)) return new PortRange(first, first + count - 1);
        }

        throw new InvalidOperationException("This machine has no free ports between 10000 and 19000.");
    }
}
