using System.Net;
using System.Net.Sockets;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Linux;

public sealed class SockDiagAnswersSpec
{
    [Fact]
    public void A_late_answer_to_another_question_decides_nothing()
    {
        var system = new Refusing();
        var answers = new List<byte[]>();
        system.Received = answers.Add;
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var taken = new TcpEndpoint("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port);
        using var diag = SockDiag.TryOpen(system);
        Assert.True(diag!.Listens(taken));
        var yes = Assert.Single(answers);
        listener.Close();

        // The old yes comes once more, before the kernel's no.
        var late = 1;
        system.OnReceive = () => late-- > 0 ? yes : null;
        Assert.False(diag.Listens(taken));
        Assert.Equal(-1, late);
    }
}
