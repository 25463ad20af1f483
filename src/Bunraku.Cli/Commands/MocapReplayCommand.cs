using System.Buffers;
using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Recording;
using Bunraku.Mocap.Sources;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku mocap replay</c>: a recording in place of a phone.</summary>
internal static class MocapReplayCommand
{
    private const string OwnPuppeteer = "127.0.0.1:49983";

    public static Command Create()
    {
        Argument<string> recording = MocapCommand.Recording();
        var to = new Option<string>("--to")
        {
            Description = "Where to send the faces: the address and port of a program that listens to iFacialMocap.",
            HelpName = "address:port",
            DefaultValueFactory = _ => OwnPuppeteer,
        };
        var speed = new Option<double>("--speed") { Description = "How fast: 2 is twice as fast as recorded.", DefaultValueFactory = _ => 1 };
        var loop = new Option<bool>("--loop") { Description = "Start again after the last face, until Ctrl+C." };
        var command = new Command(
            "replay",
            "Send recorded faces with their original timing, as a phone with iFacialMocap would (UDP, version 2): to this computer's iFacialMocap puppeteer, or to another program.")
        {
            recording, to, speed, loop,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IPEndPoint target = ParseTarget(parsed.GetRequiredValue(to));
            double pace = parsed.GetValue(speed);
            if (pace is not (> 0 and <= 100))
            {
                throw new BadInputException("--speed must be above 0 and at most 100.");
            }

            await PlayAsync(parsed.GetRequiredValue(recording), target, pace, parsed.GetValue(loop), parsed.InvocationConfiguration.Output, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static IPEndPoint ParseTarget(string text) => NetworkAddress.TryRead(text, out IPEndPoint? target)
        ? target
        : throw new BadInputException($"--to must be an IP address and a port, such as {OwnPuppeteer}, but is {ForeignText.Quote(text)}.");

    private static async Task PlayAsync(string path, IPEndPoint target, double speed, bool isLooping, TextWriter output, CancellationToken cancellationToken)
    {
        using var socket = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        var datagram = new ArrayBufferWriter<byte>(2048);
        long sent = 0;
        do
        {
            await foreach (FacePose face in FaceReplay.PlayAsync(FaceRecordingReader.ReadAllAsync(path, cancellationToken), TimeProvider.System, speed, cancellationToken))
            {
                // This protocol cannot say that a face is lost: a phone that sees none sends nothing new.
                if (face.IsFaceFound)
                {
                    datagram.ResetWrittenCount();
                    IFacialMocapText.Write(face, datagram);
                    sent += await SendAsync(socket, datagram.WrittenMemory, target, cancellationToken) ? 1 : 0;
                }
            }
        }
        while (isLooping && sent > 0);

        output.WriteLine($"{sent} faces sent to {target}");
    }

    /// <summary>Nobody listening is not an error: a listener may come later, as with a phone.</summary>
    private static async ValueTask<bool> SendAsync(Socket socket, ReadOnlyMemory<byte> datagram, IPEndPoint target, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendToAsync(datagram, SocketFlags.None, target, cancellationToken);
            return true;
        }
        catch (SocketException problem) when (problem.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused)
        {
            return false;
        }
    }
}
