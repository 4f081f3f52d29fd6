using Akka.Actor;
using Akka.Event;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Table;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Ports;

[Collection(TableSystem.Collection)]
public class PortAllocatorSpec : IDisposable
{
    private static int _allocators;
    private readonly TableSystem _table;
    private readonly FakeEndpoints _endpoints = new();
    private readonly Listener _child;
    private readonly IActorRef _ports;

    public PortAllocatorSpec(TableSystem table)
    {
        _table = table;
        _child = new Listener(table.System);
        _ports = Allocate(_endpoints);
    }

    public void Dispose()
    {
        _table.System.Stop(_ports);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_request_is_granted_an_endpoint_of_its_kind()
    {
        var request = Ask(EndpointSpec.Unix);

        var granted = _child.Gets<Admitted>();
        Assert.Same(request, granted.Request);
        Assert.IsType<UnixEndpoint>(granted.Endpoint);
        Assert.Equal([granted.Endpoint], _endpoints.Out);
    }

    [Fact]
    public void A_refusal_is_passed_on()
    {
        _endpoints.RefuseNext("all taken");
        var request = Ask();

        Assert.Equal(new NotAdmitted(request, SpinnerError.NoEndpoint, "all taken"), _child.Gets<NotAdmitted>());
    }

    [Fact]
    public void A_release_takes_back_what_the_request_got_once()
    {
        var (first, second) = (Ask(), Ask());

        _ports.Tell(new ReleaseAdmission(first));
        _ports.Tell(new ReleaseAdmission(first));

        Assert.Single(_endpoints.Out);
        _ports.Tell(new ReleaseAdmission(second));
        Assert.Empty(_endpoints.Out);
    }

    [Fact]
    public void A_release_of_what_was_refused_or_never_asked_is_nothing()
    {
        _endpoints.RefuseNext("all taken");

        _ports.Tell(new ReleaseAdmission(Ask()));
        _ports.Tell(new ReleaseAdmission(new AdmissionRequest("web", EndpointSpec.Tcp)));

        Ask();
        Assert.Single(_endpoints.Out);
    }

    [Fact]
    public void A_release_told_behind_a_request_finds_it_even_when_both_are_late()
    {
        ((IInternalActorRef)_ports).Suspend();
        var request = Ask();
        _ports.Tell(new ReleaseAdmission(request));

        ((IInternalActorRef)_ports).Resume();

        _child.Gets<Admitted>();
        Assert.Empty(_endpoints.Out);
    }

    [Fact]
    public void What_is_still_out_is_taken_back_after_the_end()
    {
        var ledger = new EndpointLedger(_endpoints, _table.System.Log, static work => work());
        var ports = Allocate(ledger);
        Ask(ports: ports);
        Ask(ports: ports);

        _table.System.Stop(ports);
        Assert.Equal(2, _endpoints.Out.Count);

        ledger.ReleaseAll();
        Assert.Empty(_endpoints.Out);
    }

    [Fact]
    public void A_source_that_fails_to_take_back_does_not_keep_others_from_being_served()
    {
        var ports = Allocate(new Broken());
        var request = Ask(ports: ports);

        ports.Tell(new ReleaseAdmission(request));
        Ask(ports: ports);

        Assert.Equal(2, _child.Heard.Count);
    }

    [Fact]
    public void What_the_source_failed_at_is_logged_with_the_child()
    {
        var log = new Listener(_table.System);
        _table.System.EventStream.Subscribe(log, typeof(Error));
        var ports = Allocate(new Broken());

        ports.Tell(new ReleaseAdmission(Ask(ports: ports)));
        _table.System.EventStream.Unsubscribe(log);

        var error = Assert.Single(log.Heard.OfType<Error>(), e => e.Cause is IOException);
        Assert.Contains("web", error.ToString(), StringComparison.Ordinal);
    }

    private IActorRef Allocate(IEndpointSource source) => Allocate(new EndpointLedger(source, _table.System.Log, static work => work()));

    private IActorRef Allocate(EndpointLedger ledger) => _table.Create(PortAllocator.Props(ledger, static work => work()), $"ports-{++_allocators}");

    private AdmissionRequest Ask(EndpointSpec? spec = null, IActorRef? ports = null)
    {
        var request = new AdmissionRequest("web", spec ?? EndpointSpec.Tcp);
        (ports ?? _ports).Tell(new RequestAdmission(request), _child);
        return request;
    }

    private sealed class Broken : IEndpointSource
    {
        public bool MayBlock => false;

        public ChildEndpoint Grant(EndpointSpec spec) => new TcpEndpoint("127.0.0.1", 9);

        public void Release(ChildEndpoint endpoint) => throw new IOException("broken");
    }
}
