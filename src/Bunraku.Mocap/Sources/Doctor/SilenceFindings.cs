using System.Net;
using Bunraku.Core.Errors;

namespace Bunraku.Mocap.Sources.Doctor;

/// <summary>What may be wrong when not a single packet has come.</summary>
internal static class SilenceFindings
{
    public static IEnumerable<Finding> Of(SourceSetup setup, SourceStatistics statistics, IReadOnlyList<LocalAddress> own, HostSystem system)
    {
        if (setup.Transport == SourceTransport.Browser)
        {
            yield return new Finding(FindingKind.NoPageYet, ConnectionSeverity.Hint,
                Phrase.Of("The webcam page has not sent anything yet. Choose a camera there and allow the browser to use it."));
            yield break;
        }

        int port = ConnectionDoctor.PortOf(setup, statistics);
        Phrase toDo = WhatToDo(setup, own, port);
        Phrase silence = setup.Transport switch
        {
            SourceTransport.Udp => Phrase.Of($"Nothing has arrived on UDP port {port} yet. {toDo}"),
            SourceTransport.TcpFromPhone => Phrase.Of($"Nothing has arrived on TCP port {port} yet. {toDo}"),
            _ => Phrase.Of($"Nothing has arrived on the connection to {setup.PhoneAddress} yet. {toDo}"),
        };
        ConnectionSeverity severity = statistics.HasJustBegun ? ConnectionSeverity.Hint : ConnectionSeverity.Problem;
        yield return new Finding(FindingKind.NoPackets, severity, silence);

        if (setup.ListenAddress is { } only && IPAddress.IsLoopback(only))
        {
            yield return new Finding(FindingKind.OnlyThisComputer, ConnectionSeverity.Hint,
                Phrase.Of("Only programs on this computer are listened to. If the data comes from another device, choose to listen on all addresses."));
            yield break;
        }

        if (AboutAddresses(setup, own) is { } finding)
        {
            yield return finding;
        }

        if (setup.Transport != SourceTransport.TcpToPhone && !statistics.HasJustBegun)
        {
            yield return new Finding(FindingKind.FirewallHint, ConnectionSeverity.Hint, FirewallOf(system, setup, port));
        }
    }

    /// <summary>A phone can answer and still send its faces elsewhere.</summary>
    internal static Phrase FixedDestination(IReadOnlyList<LocalAddress> own) =>
        Phrase.Of($"If a fixed destination address is set in the app, the faces go there: set it to {Here(own)}, or clear it.");

    private static Phrase Here(IReadOnlyList<LocalAddress> own) => own.Count > 0 ? Phrase.Verbatim(own[0].Address.ToString()) : Phrase.Of("this computer's address");

    private static Phrase WhatToDo(SourceSetup setup, IReadOnlyList<LocalAddress> own, int port)
    {
        Phrase here = Here(own);
        return setup.Protocol switch
        {
            TrackingProtocol.IFacialMocap or TrackingProtocol.FaceMotion when setup.PhoneAddress is { } phone =>
                Phrase.Of($"Open {setup.Name} on the phone in the same Wi-Fi and compare the address it shows with {phone}. {FixedDestination(own)}"),
            TrackingProtocol.IFacialMocap or TrackingProtocol.FaceMotion => Phrase.Of($"Set the destination {here} in {setup.Name}, or type the phone's address here."),
            TrackingProtocol.VTubeStudio =>
                Phrase.Of("Open VTube Studio on the phone in the same Wi-Fi, switch on \"3rd Party PC Clients\" in its settings, and compare the address it shows."),
            TrackingProtocol.LiveLinkFace => Phrase.Of($"In Live Link Face open Settings, Live Link, and add the target {here}, port {port}."),
            TrackingProtocol.OpenSeeFace => Phrase.Of($"Start OpenSeeFace's facetracker with port {port} and look into the camera; it is silent while it sees no face."),
            _ => Phrase.Of($"In the sending program switch on VMC sending to {(IsLocalOnly(setup) ? Phrase.Verbatim("127.0.0.1") : here)}, port {port}."),
        };
    }

    private static Finding? AboutAddresses(SourceSetup setup, IReadOnlyList<LocalAddress> own)
    {
        if (own.Count == 0)
        {
            return new Finding(FindingKind.NotInNetwork, ConnectionSeverity.Problem,
                Phrase.Of("This computer is in no local network. Connect it to the same Wi-Fi or router as the phone."));
        }

        if (setup.PhoneAddress is not { } phone || IPAddress.IsLoopback(phone))
        {
            return null;
        }

        if (own.Any(address => address.Address.Equals(phone)))
        {
            return new Finding(FindingKind.PhoneIsThisComputer, ConnectionSeverity.Problem,
                Phrase.Of($"{phone} is this computer's own address. Type the address that the app shows on the phone."));
        }

        return phone.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || own.Any(address => address.IsInSameNetwork(phone))
            ? null
            : new Finding(FindingKind.PhoneInOtherNetwork, ConnectionSeverity.Warning,
                Phrase.Of($"{phone} is not in this computer's network ({string.Join(", ", own.Select(address => $"{address.Address}/{address.PrefixLength}"))}). Check the address; a guest Wi-Fi or a VPN also separates phone and computer."));
    }

    private static bool IsLocalOnly(SourceSetup setup) => setup.ListenAddress is { } only && IPAddress.IsLoopback(only);

    private static Phrase FirewallOf(HostSystem system, SourceSetup setup, int port)
    {
        string kind = setup.Transport == SourceTransport.Udp ? "udp" : "tcp";
        return system switch
        {
            HostSystem.Windows =>
                Phrase.Of($"A firewall is the usual cause. In Windows Security, Firewall, \"Allow an app through firewall\", allow bunraku or dotnet for private networks ({kind} port {port}), and set the Wi-Fi to private."),
            HostSystem.MacOS =>
                Phrase.Of("A firewall is the usual cause. In System Settings, Network, Firewall, Options, allow incoming connections for bunraku or dotnet; in Privacy & Security, Local Network, allow your terminal."),
            _ => Phrase.Of($"A firewall is the usual cause. Open the port: sudo ufw allow {port}/{kind}, or sudo firewall-cmd --add-port={port}/{kind}."),
        };
    }
}
