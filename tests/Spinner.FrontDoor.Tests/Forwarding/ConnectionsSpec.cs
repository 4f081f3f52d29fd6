using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>Connections to a child that are used again, and those that must not be.</summary>
public class ConnectionsSpec : SocketSpecs
{
    private const string Evil = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";

    [Theory(Timeout = Limit)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi" + Evil)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n" + Evil)]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 43\r\n\r\n" + Evil)]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 43\r\n\r\n" + Evil)]
    [InlineData("HTTP/1.1 304 Not Modified\r\n\r\n" + Evil)]
    public async Task What_a_child_says_unasked_is_nobodys_answer(string first)
    {
        Child.Answer = async (head, connection) =>
        {
            if (SocketChild.TargetOf(head) != "/first") return await SocketChild.SendAsync(connection, "good");
            await connection.WriteAsync(Encoding.ASCII.GetBytes(first));
            return true;
        };
        var client = ClientOf(await OpenAsync());
        for (var i = 0; i < 3; i++)
        {
            using var odd = await client.GetAsync(new Uri("/first", UriKind.Relative));
            Assert.Equal("good", await client.GetStringAsync(new Uri("/second", UriKind.Relative)));
        }
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_child_says_later_is_nobodys_answer_either()
    {
        var (idle, said) = (new TaskCompletionSource(), new TaskCompletionSource());
        Child.Answer = async (head, connection) =>
        {
            await SocketChild.SendAsync(connection, "good");
            if (SocketChild.TargetOf(head) != "/first") return true;
            await idle.Task;
            await connection.WriteAsync(Encoding.ASCII.GetBytes(Evil));
            said.SetResult();
            return true;
        };
        var client = ClientOf(await OpenAsync());
        await client.GetStringAsync(new Uri("/first", UriKind.Relative));
        idle.SetResult();
        await said.Task;
        Assert.Equal("good", await client.GetStringAsync(new Uri("/second", UriKind.Relative)));
    }

    [Fact(Timeout = Limit)]
    public async Task One_connection_serves_one_after_the_other_and_one_that_the_child_has_closed_serves_nobody()
    {
        var closes = new TaskCompletionSource();
        Child.Answer = async (head, connection) =>
        {
            await SocketChild.SendAsync(connection, "good");
            if (SocketChild.TargetOf(head) != "/last") return true;
            await closes.Task;
            return false;
        };
        var client = ClientOf(await OpenAsync());
        foreach (var path in (string[])["/a", "/b", "/last"]) await client.GetStringAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(1, Child.Open);
        closes.SetResult();
        await Eventually.HoldsAsync(() => Child.Open == 0, "the child has closed");

        using var content = new StringContent("once");
        using var answer = await client.PostAsync(new Uri("/post", UriKind.Relative), content);
        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, Child.CountOf("/post")));
    }

    [Theory(Timeout = Limit)]
    [InlineData("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 100\r\n\r\nhalf")]
    public async Task A_client_that_goes_is_gone_for_the_child_at_once(string request)
    {
        var gone = new TaskCompletionSource();
        Child.Answer = async (_, connection) =>
        {
            var rest = new byte[1000];
            while (await connection.ReadAsync(rest) > 0) { }
            gone.SetResult();
            return false;
        };
        var door = await OpenAsync();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(door.Host, door.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
            await Eventually.HoldsAsync(() => Child.Heads.Count == 1, "the child has it");
        }

        await gone.Task;
    }
}
