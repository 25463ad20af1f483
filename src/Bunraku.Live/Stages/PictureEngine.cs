using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;

namespace Bunraku.Live.Stages;

/// <summary>
/// The networks that pose pictures on stages. They are loaded once for all stages, when the first needs them, and released when no stage shows a picture of
/// theirs. Safe for any number of threads.
/// </summary>
/// <param name="loader">Loads the networks of a family.</param>
/// <param name="folderOf">The folder of a family's weights.</param>
public sealed class PictureEngine(ITeacherLoader loader, Func<TeacherFamily, string> folderOf)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Loaded> _loaded = new(StringComparer.Ordinal);

    /// <summary>The family that poses pictures without libtorch.</summary>
    public static TeacherFamily Family => TeacherFamily.Tha3Separable;

    /// <summary>Opens a picture. Others that ask meanwhile wait, and then share the networks.</summary>
    /// <returns>A poser that keeps the networks until it is disposed.</returns>
    /// <exception cref="BadInputException">The networks of its family are missing or wrong.</exception>
    public IPoser Open(PosedPicture picture)
    {
        lock (_gate)
        {
            string name = picture.Family.Name;
            if (!_loaded.TryGetValue(name, out Loaded? loaded))
            {
                _loaded[name] = loaded = new Loaded(loader.Load(picture.Family, folderOf(picture.Family), "cpu"));
            }

            loaded.Users++;
            try
            {
                return new SharingPoser(this, loaded, loaded.System.Open(picture.Picture));
            }
            catch
            {
                Leave(loaded);
                throw;
            }
        }
    }

    private void Leave(Loaded loaded)
    {
        lock (_gate)
        {
            if (--loaded.Users == 0)
            {
                _loaded.Remove(loaded.System.Family.Name);
                loaded.System.Dispose();
            }
        }
    }

    private sealed class Loaded(ITeacherSystem system)
    {
        public ITeacherSystem System => system;

        public int Users { get; set; }
    }

    private sealed class SharingPoser(PictureEngine engine, Loaded loaded, ITeacherPoser poser) : IPoser
    {
        private bool _isGone;

        public void Render(Pose pose, PosedFrame frame) => poser.Render(pose, frame);

        public void Dispose()
        {
            if (!_isGone)
            {
                _isGone = true;
                poser.Dispose();
                engine.Leave(loaded);
            }
        }
    }
}
