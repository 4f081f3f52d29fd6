using Akka.Configuration;
using Spinner.FrontDoor.Configuration;

namespace Spinner.FrontDoor.Tests.Configuration;

/// <summary>What may be left out of an address to listen on; what is left out never opens more than this machine.</summary>
public class ListenAddressSpec
{
    [Theory]
    [InlineData("8080", "http", "localhost", 8080)]
    [InlineData(":8080", "http", "localhost", 8080)]
    [InlineData("localhost:8080", "http", "localhost", 8080)]
    [InlineData("127.0.0.1:8080", "http", "127.0.0.1", 8080)]
    [InlineData("[::1]:8080", "http", "::1", 8080)]
    [InlineData("0.0.0.0:80", "http", "0.0.0.0", 80)]
    [InlineData("*:80", "http", "*", 80)]
    [InlineData("https://8443", "https", "localhost", 8443)]
    [InlineData("h2c://:8081", "h2c", "localhost", 8081)]
    [InlineData("http://localhost:8080/", "http", "localhost", 8080)]
    public void What_is_left_out_is_http_and_localhost(string text, string scheme, string host, int port)
    {
        Assert.True(ListenAddress.TryParse(text, out var address));
        Assert.Equal((scheme, host, port), (address.Scheme, address.Host, address.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("http://")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("99999999999999999999")]
    [InlineData("example.com:80")]
    [InlineData("ftp://8080")]
    [InlineData("-1")]
    [InlineData("80 80")]
    public void Everything_else_is_refused(string text) => Assert.False(ListenAddress.TryParse(text, out _));

    [Theory]
    [InlineData("8080", "8080")]
    [InlineData("\":8080\"", ":8080")]
    [InlineData("[8080]", "8080")]
    public void One_address_needs_no_list(string text, string expected) =>
        Assert.Equal([expected], FrontDoorOptions.FromConfig(ConfigurationFactory.ParseString($"front-door.listen = {text}")).Listen!);
}
