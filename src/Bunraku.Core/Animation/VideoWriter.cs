using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Images;

namespace Bunraku.Core.Animation;

/// <summary>An MP4 file (H.264, 4:2:0, BT.709), made by the ffmpeg that is installed, to which the frames are piped as they come.</summary>
internal sealed class VideoWriter : IAnimationWriter
{
    private readonly string _path;
    private readonly Process _ffmpeg;
    private readonly Task<string> _messages;

    /// <exception cref="BadInputException">ffmpeg is not installed.</exception>
    public VideoWriter(string path, AnimationSpec spec)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{spec.Width}x{spec.Height}");
        string rate = spec.FramesPerSecond.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-y",
            "-f", "rawvideo", "-pixel_format", "rgba", "-video_size", size, "-framerate", rate, "-i", "pipe:0",
            "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
            "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "iec61966-2-1", "-color_range", "tv",
            "-c:v", "libx264", "-preset", "medium", "-crf", "18", "-movflags", "+faststart", "-f", "mp4", path,
        ];
        string program = ProgramFile.OnPath("ffmpeg") ?? throw new BadInputException(
            "MP4 needs ffmpeg, which is not installed (or not on the PATH). Install it (apt-get, brew or winget install ffmpeg), or write a .webp instead.");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardError = true };
        try
        {
            _ffmpeg = Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new BadInputException($"{program} cannot be run: {error.Message}. Install ffmpeg again, or write a .webp instead.", error);
        }

        _path = path;
        _messages = _ffmpeg.StandardError.ReadToEndAsync();
    }

    public void Add(StraightImage frame)
    {
        try
        {
            _ffmpeg.StandardInput.BaseStream.Write(frame.Pixels);
        }
        catch (IOException error)
        {
            throw Failure(error);
        }
    }

    public void Finish()
    {
        try
        {
            _ffmpeg.StandardInput.Close();
        }
        catch (IOException error)
        {
            throw Failure(error);
        }

        _ffmpeg.WaitForExit();
        if (_ffmpeg.ExitCode != 0 || !File.Exists(_path))
        {
            throw Failure(null);
        }
    }

    public void Dispose()
    {
        if (!_ffmpeg.HasExited)
        {
            _ffmpeg.Kill();
            _ffmpeg.WaitForExit();
        }

        _ffmpeg.Dispose();
    }

    private BadInputException Failure(Exception? cause)
    {
        _ffmpeg.WaitForExit();
        string reason = _messages.GetAwaiter().GetResult().Trim();
        return reason.Length > 0
            ? new BadInputException($"ffmpeg could not write the video: {reason.Split('\n')[0].Trim()}", cause)
            : new BadInputException($"ffmpeg could not write the video: it ended with exit code {_ffmpeg.ExitCode} and no message", cause);
    }
}
