using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Sources;

namespace Bunraku.Mocap.Tests.Sources;

public sealed class AddressTests
{
    [Theory]
    [InlineData("192.168.0.12", "192.168.0.12")]
    [InlineData("  10.0.0.7\n", "10.0.0.7")]
    [InlineData("192.168.0.12:49983", "192.168.0.12")]
    [InlineData("fe80::1", "fe80::1")]
    [InlineData("192.168.000.012", "192.168.0.12")]
    [InlineData("192.168.010.001", "192.168.10.1")]
    [InlineData("192.168.1.08", "192.168.1.8")]
    public void An_address_is_read_as_users_type_it(string text, string address) => Assert.Equal(IPAddress.Parse(address), PhoneAddress.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("phone")]
    [InlineData("192.168.0")]
    [InlineData("12")]
    [InlineData("192.168.0.256")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("224.0.0.1")]
    [InlineData("::")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("1.1.1.0x10")]
    [InlineData("0300.0250.0.014")]
    [InlineData("0.0.0.12")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData("1.2.3.+4")]
    [InlineData("１.2.3.4")]
    [InlineData("3232235532")]
    public void What_is_not_one_devices_address_is_refused(string text) => Assert.Throws<BadInputException>(() => PhoneAddress.Parse(text));

    [Theory]
    [InlineData("127.000.000.012:7907", "127.0.0.12:7907")]
    [InlineData("192.168.010.1:1", "192.168.10.1:1")]
    [InlineData("[::1]:49983", "[::1]:49983")]
    public void An_address_with_a_port_is_read_in_decimal(string text, string endPoint)
    {
        Assert.True(NetworkAddress.TryRead(text, out IPEndPoint? read));
        Assert.Equal(endPoint, read.ToString());
    }

    [Theory]
    [InlineData("2130706433:7907")]
    [InlineData("0x7f.0.0.1:7907")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:+1")]
    [InlineData("::1:49983")]
    [InlineData("[127.0.0.1]:1")]
    [InlineData("localhost:1")]
    public void Everything_else_is_no_address_with_a_port(string text) => Assert.False(NetworkAddress.TryRead(text, out IPEndPoint? _));

    [Fact]
    public void The_computers_own_addresses_are_ipv4_and_not_loopback() => Assert.All(LocalAddresses.Read(), own =>
    {
        Assert.Equal(AddressFamily.InterNetwork, own.Address.AddressFamily);
        Assert.False(IPAddress.IsLoopback(own.Address));
        Assert.NotEmpty(own.InterfaceName);
    });

    [Theory]
    [InlineData("192.168.0.200", 24, true)]
    [InlineData("192.168.1.10", 24, false)]
    [InlineData("192.168.1.10", 16, true)]
    [InlineData("192.168.0.130", 25, false)]
    [InlineData("fe80::1", 24, false)]
    public void A_network_is_known_by_its_prefix(string other, int prefix, bool isSame) =>
        Assert.Equal(isSame, new LocalAddress(IPAddress.Parse("192.168.0.10"), prefix, "lan", HasGateway: true).IsInSameNetwork(IPAddress.Parse(other)));
}
