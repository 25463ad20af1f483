using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Idle;

namespace Bunraku.Mocap.Sources.Pointer;

/// <summary>
/// A face that looks at the mouse pointer of Bunraku's own page: no camera is needed. It blinks, and while the pointer rests it looks about. The page's
/// connection hands the pointer to <see cref="Point"/>.
/// </summary>
/// <param name="clock">The clock, or null for the system's.</param>
public sealed class PointerSource(TimeProvider? clock = null) : IFaceSource
{
    /// <summary>How far head and eyes go for a pointer at the edge of the page.</summary>
    private const double YawDegrees = 14;
    private const double PitchDegrees = 11;
    private const double RollDegrees = 6;
    private const double Gaze = 0.7;

    /// <summary>The time in which a head makes most of its way.</summary>
    private const double HeadSeconds = 0.22;
    private const double EyeSeconds = 0.06;
    private const double BlinksPerMinute = 14;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(16);
    private static readonly TimeSpan Rests = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LooksAbout = TimeSpan.FromSeconds(2);
    private static readonly SourceSetup Browser = new() { Protocol = TrackingProtocol.Mouse, Name = "Mouse", Transport = SourceTransport.Browser };

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly SourceMonitor _monitor = new(Browser, clock ?? TimeProvider.System);
    private Pointed _pointed = new(0, 0, TimeSpan.Zero);
    private (double X, double Y) _head;
    private (double X, double Y) _eyes;
    private TimeSpan _last;

    /// <inheritdoc/>
    public string Name => Setup.Name;

    /// <inheritdoc/>
    public SourceSetup Setup => Browser;

    /// <inheritdoc/>
    public LatestFace Latest { get; } = new();

    /// <inheritdoc/>
    public SourceStatistics Statistics => _monitor.Snapshot(lost: null);

    /// <summary>How lively the character is while the pointer rests: 0 (only blinks) to 1.</summary>
    public double Liveliness { get; set; } = 0.5;

    /// <summary>Where the pointer is, seen from the character: -1 (left, up) to 1 (right, down). Other values are limited.</summary>
    public void Point(double x, double y)
    {
        if (double.IsFinite(x) && double.IsFinite(y))
        {
            Volatile.Write(ref _pointed, new Pointed(Math.Clamp(x, -1, 1), Math.Clamp(y, -1, 1), FaceClock.TimeOf(_clock)));
        }
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _monitor.Opened(port: 0);
        _last = FaceClock.TimeOf(_clock);
        using var timer = new PeriodicTimer(Tick, _clock);
        try
        {
            do
            {
                _monitor.Bring(FaceAt(FaceClock.TimeOf(_clock)), Latest);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is how it ends.
        }

        _monitor.Stopped();
    }

    private FacePose FaceAt(TimeSpan now)
    {
        double step = Math.Max(0, (now - _last).TotalSeconds);
        _last = now;
        (double x, double y) = Target(now);
        _head = (Toward(_head.X, x, step / HeadSeconds), Toward(_head.Y, y, step / HeadSeconds));
        _eyes = (Toward(_eyes.X, x, step / EyeSeconds), Toward(_eyes.Y, y, step / EyeSeconds));

        Span<double> weights = stackalloc double[Blendshapes.Count];
        (double gazeX, double gazeY) = (Gaze * _eyes.X, Gaze * _eyes.Y);
        Set(weights, Blendshape.EyeLookOutLeft, Blendshape.EyeLookInRight, gazeX);
        Set(weights, Blendshape.EyeLookInLeft, Blendshape.EyeLookOutRight, -gazeX);
        Set(weights, Blendshape.EyeLookDownLeft, Blendshape.EyeLookDownRight, gazeY);
        Set(weights, Blendshape.EyeLookUpLeft, Blendshape.EyeLookUpRight, -gazeY);
        double closed = IdleBlink.ClosedAt(now, BlinksPerMinute, seed: 14);
        Set(weights, Blendshape.EyeBlinkLeft, Blendshape.EyeBlinkRight, closed);
        double roll = Liveliness * IdleSway.Wave(now, 9.1, 6.7);
        return new FacePose(weights) { Timestamp = now, HeadRotation = EulerAngles.FromDegrees(PitchDegrees * _head.Y, YawDegrees * _head.X, RollDegrees * roll) };
    }

    /// <summary>What it looks at: the pointer, and more and more whatever is about when that rests.</summary>
    private (double X, double Y) Target(TimeSpan now)
    {
        Pointed pointed = Volatile.Read(ref _pointed);
        double about = Liveliness * Math.Clamp((now - pointed.At - Rests) / LooksAbout, 0, 1);
        return (
            double.Lerp(pointed.X, IdleSway.Wave(now, 7.3, 4.1), about),
            double.Lerp(pointed.Y, 0.5 * IdleSway.Wave(now, 11.3, 5.9), about));
    }

    private static double Toward(double from, double to, double steps) => to + ((from - to) * Math.Exp(-steps));

    private static void Set(Span<double> weights, Blendshape one, Blendshape other, double value) =>
        weights[(int)one] = weights[(int)other] = Math.Max(0, value);

    private sealed record Pointed(double X, double Y, TimeSpan At);
}
