// A web page with two sliders that pose a character: WebPage CHARACTER [--urls http://127.0.0.1:5080]
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;

const int Size = 512;
using var poser = new StudentPoser(CharacterModel.Load(args[0]));
var frame = new PosedFrame();
var drawing = new Lock();

WebApplication app = WebApplication.Create(args[1..]);
app.MapGet("/", () => Results.Content(Page(), "text/html; charset=utf-8"));

// Every parameter of docs/pose.md by its name: /frame.png?head_y=0.5&mouth_aaa=1
app.MapGet("/frame.png", (HttpRequest request) =>
{
    try
    {
        Pose pose = Pose.Rest;
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues text) in request.Query)
        {
            if (!float.TryParse(text, out float value))
            {
                return Results.BadRequest($"{name} must be a number.");
            }

            pose = pose.With(name, value);
        }

        return Results.Bytes(Draw(pose), "image/png");
    }
    catch (BadInputException unusable)
    {
        return Results.BadRequest(unusable.Message);
    }
});
await app.RunAsync();

// One caller at a time uses a poser.
byte[] Draw(Pose pose)
{
    lock (drawing)
    {
        poser.Render(pose, frame);
        var picture = new StraightImage(Size, Size);
        FrameConversion.ToStraight(frame.Blended, Size, Size, picture.Pixels);
        return PngFile.Encode(picture);
    }
}

static string Page() => """
    <!doctype html>
    <title>Bunraku</title>
    <img id="frame" width="512" height="512" alt="The character" src="frame.png">
    <p><label>Turn <input type="range" name="head_y" min="-1" max="1" step="0.05"></label>
    <label>Mouth <input type="range" name="mouth_aaa" min="0" max="1" step="0.05" value="0"></label>
    <script>
      const sliders = [...document.querySelectorAll('input')];
      oninput = () => document.getElementById('frame').src = 'frame.png?' + sliders.map(slider => `${slider.name}=${slider.value}`).join('&');
    </script>
    """;
