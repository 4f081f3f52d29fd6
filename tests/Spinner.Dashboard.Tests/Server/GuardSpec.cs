using System.Net;
using Microsoft.AspNetCore.Http;
using Spinner.Dashboard.Files;
using Spinner.Dashboard.Security;

namespace Spinner.Dashboard.Tests.Server;

/// <summary>What the page answers to whom, without a browser.</summary>
public class GuardSpec
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("localhost:7080", true)]
    [InlineData("hello.localhost:7080", true)]
    [InlineData("127.0.0.1:7080", true)]
    [InlineData("[::1]:7080", true)]
    [InlineData("ops.example", true)]
    [InlineData("OPS.example:80", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("evillocalhost", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("", false)]
    public void Only_names_of_this_machine_and_listed_ones_are_answered(string host, bool isAnswered) =>
        Assert.Equal(isAnswered, new HostNames(["ops.example"]).Has(new HostString(host)));

    [Theory]
    [InlineData("", true)]
    [InlineData("none", true)]
    [InlineData("same-origin", true)]
    [InlineData("same-site", false)]
    [InlineData("cross-site", false)]
    public async Task A_request_that_another_page_has_sent_is_refused(string site, bool isAnswered)
    {
        var context = new DefaultHttpContext { RequestServices = new Services() };
        context.Request.Headers["Sec-Fetch-Site"] = site;
        var wasAnswered = false;

        await PageGuard.CheckSiteAsync(context, _ =>
        {
            wasAnswered = true;
            return Task.CompletedTask;
        });

        Assert.Equal(isAnswered, wasAnswered);
        Assert.Equal(isAnswered ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (HttpStatusCode)context.Response.StatusCode);
    }

    [Fact]
    public void The_policy_lets_nothing_in_that_is_not_a_file_of_the_page()
    {
        Assert.DoesNotContain("unsafe", PageGuard.Policy, StringComparison.Ordinal);
        foreach (var rule in (string[])["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'", "trusted-types 'none'"])
            Assert.Contains(rule, PageGuard.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_page_is_small() => Assert.InRange(PageFiles.Bytes, 1, 60 * 1024);

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type type) => type == typeof(Microsoft.Extensions.Logging.ILoggerFactory) ? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance : null;
    }
}
